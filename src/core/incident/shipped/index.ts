/** The procedures a site begins with, one a kind. It reviews them before it relies on them, and changes them as it likes. */
import { type IncidentKind, incidentKinds } from '../incident.ts';
import type { Procedure } from '../procedure.ts';
import { cameraSteps } from './camera.ts';
import { crowdSteps } from './crowd.ts';
import { reportedSteps } from './reported.ts';
import { roadSteps } from './road.ts';
import type { Steps } from './step.ts';
import { objectSteps, trespassSteps } from './trespass.ts';

const steps: { readonly [K in IncidentKind]: Steps } = {
  ...crowdSteps,
  ...roadSteps,
  ...trespassSteps,
  ...objectSteps,
  ...cameraSteps,
  ...reportedSteps,
};

export function shippedProcedure(kind: IncidentKind): Procedure {
  return { kind, version: 0, steps: steps[kind] };
}

export const shippedProcedures: readonly Procedure[] = incidentKinds.map(shippedProcedure);
