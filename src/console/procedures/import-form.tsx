import { Button, FileButton, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import type { ProcedurePreview } from '../../contract/incidents.ts';
import { call } from '../client.ts';
import incidents from '../incidents/incidents.module.css';
import { useFocusBack } from '../ui/use-focus-back.ts';
import { useWords } from '../words/index.ts';
import { ImportReview } from './import-review.tsx';
import { ProcedureFaults } from './procedure-faults.tsx';
import style from './procedures.module.css';

/** Procedures from a text: first what it would change, then all of it or nothing; what is wrong is said by place. */
export function ImportButton() {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {words.procedures.import}
      </Button>
      {isOpen && <ImportForm onClose={() => setOpen(false)} />}
    </>
  );
}

function ImportForm({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const { procedures: own } = words;
  const [text, setText] = useState('');
  const [previews, setPreviews] = useState<readonly ProcedurePreview[] | null>(null);
  const look = useMutation({
    mutationFn: () => call('procedures.import.preview', { body: { text } }),
    onSuccess: setPreviews,
  });
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={own.importTitle}
      size="xl"
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {previews === null ? (
        <form
          className={incidents.form}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            look.mutate();
          }}
        >
          <ImportText text={text} onText={setText} />
          <div role="alert">{look.error !== null && <ProcedureFaults cause={look.error} />}</div>
          <Button type="submit" loading={look.isPending} disabled={text.trim() === ''}>
            {own.importLook}
          </Button>
        </form>
      ) : (
        <ImportReview
          text={text}
          previews={previews}
          onLookAgain={look.mutate}
          onOther={() => setPreviews(null)}
          onDone={onClose}
        />
      )}
    </Modal>
  );
}

function ImportText({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }) {
  const { procedures: own } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <>
      <p>{own.importLead}</p>
      <div>
        <FileButton
          accept=".yaml,.yml,.json"
          onChange={(file) => void file?.text().then((read) => onText(read))}
        >
          {(props) => (
            <Button {...props} variant="default">
              {own.chooseFile}
            </Button>
          )}
        </FileButton>
      </div>
      <Textarea
        ref={field}
        label={own.fileText}
        autosize
        minRows={6}
        maxRows={16}
        value={text}
        spellCheck={false}
        classNames={{ input: style.code ?? '' }}
        onChange={(event) => onText(event.currentTarget.value)}
      />
    </>
  );
}
