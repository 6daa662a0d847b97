/** One thing that is not as it should be: what, and what to do or what was done. */
export type CheckFinding = {
  readonly part: 'schema' | 'audit' | 'footage' | 'exhibits' | 'gaps' | 'storage';
  readonly message: string;
  readonly isRepaired: boolean;
};
