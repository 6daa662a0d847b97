import { useReducer } from 'react';
import { ExerciseBoard } from './exercise-board.tsx';
import { ExerciseChoice } from './exercise-choice.tsx';
import { ExerciseResult } from './exercise-result.tsx';
import { choose, exerciseReducer } from './exercise-state.ts';

/** A past hour once more, for one operator and for nobody else: `exercise-state.ts` decides. */
export function ExercisePage() {
  const [state, dispatch] = useReducer(exerciseReducer, choose);
  switch (state.step) {
    case 'choose':
      return <ExerciseChoice dispatch={dispatch} />;
    case 'run':
      return <ExerciseBoard state={state} dispatch={dispatch} />;
    case 'report':
      return <ExerciseResult state={state} dispatch={dispatch} />;
  }
}
