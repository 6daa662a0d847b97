import { doerOf, type Step } from '../../core/incident/procedure.ts';
import { useCameras } from '../live.ts';
import { useFormats, useWords } from '../words/index.ts';

/** All that a step is besides its text, in one line; empty: a person's, whenever. */
export function useStepFacts(): (step: Step) => string {
  const { procedures: own, incidents } = useWords();
  const formats = useFormats();
  const cameras = useCameras();
  return (step) => {
    const { automatic } = step;
    return [
      step.isRequired ? incidents.required : '',
      step.dueAfterMs === null ? '' : own.within(formats.duration(step.dueAfterMs)),
      automatic === null ? '' : own.doers[doerOf(step)],
      automatic?.do === 'notify' ? automatic.to.join(', ') : '',
      automatic?.do === 'show-cameras'
        ? automatic.cameraIds.map((id) => cameras.get(id)?.name ?? id).join(', ')
        : '',
    ]
      .filter((fact) => fact !== '')
      .join(' · ');
  };
}
