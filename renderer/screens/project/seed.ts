/** The same seed gives the same numbers on every machine: the one that the command line takes, too. */
export const SEED = 1;
