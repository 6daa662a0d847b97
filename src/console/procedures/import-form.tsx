import { Button, Checkbox, FileButton, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiProblem, call } from '../client.ts';
import incidents from '../incidents/incidents.module.css';
import { say } from '../ui/notice.tsx';
import { useWords } from '../words/index.ts';
import { ProcedureFaults } from './procedure-faults.tsx';
import style from './procedures.module.css';
import { lookAgain } from './queries.ts';

/** Procedures from a text: all of it or nothing; what is wrong is said by place. */
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
  const [replacesChanged, setReplaces] = useState(false);
  const take = useMutation({
    mutationFn: () => call('procedures.import', { body: { text, replacesChanged } }),
    onSuccess: async ({ changed, unchanged }) => {
      say(own.imported(changed.length, unchanged.length));
      await lookAgain();
      onClose();
    },
  });
  const isSecond = take.error instanceof ApiProblem && take.error.kind === 'version-conflict';
  return (
    <Modal
      opened
      onClose={onClose}
      title={own.importTitle}
      size="lg"
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form
        className={incidents.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          take.mutate();
        }}
      >
        <p>{own.importLead}</p>
        <div>
          <FileButton
            accept=".yaml,.yml,.json"
            onChange={(file) => void file?.text().then((read) => setText(read))}
          >
            {(props) => (
              <Button {...props} variant="default">
                {own.chooseFile}
              </Button>
            )}
          </FileButton>
        </div>
        <Textarea
          label={own.fileText}
          autosize
          minRows={6}
          maxRows={16}
          value={text}
          spellCheck={false}
          classNames={{ input: style.code ?? '' }}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div role="alert">{take.error !== null && <ProcedureFaults cause={take.error} />}</div>
        {(isSecond || replacesChanged) && (
          <Checkbox
            label={own.replaces}
            checked={replacesChanged}
            onChange={(event) => setReplaces(event.currentTarget.checked)}
          />
        )}
        <Button type="submit" loading={take.isPending} disabled={text.trim() === ''}>
          {own.importDo}
        </Button>
      </form>
    </Modal>
  );
}
