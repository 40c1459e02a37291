/** The person's decisions on one discovery: kept before they are acknowledged, heeded from the next round on. */
import type { Proposal } from '../discover/proposer.ts';
import type { Steer } from '../discover/steering.ts';
import type { SteerRequest } from './contract/discovery-view.ts';
import type { Memo } from './model-request.ts';
import { type Decided, type Known, readSteer } from './read-steer.ts';
import type { Log } from './run-entry.ts';
import { decidedSchema, steersSchema } from './stored-steers.ts';
import { UseCaseError } from './use-case-error.ts';

/** Where the checkpoint keeps all of them. */
const DECIDED = 'decided';
/** Where it keeps what a round took up. */
export const decisionsKey = (round: number) => `decisions ${round}`;

/** Rounds that can have taken something up: as many as a run may have, and the look after the last. */
const MOST_ROUNDS = 51;

export class Decisions {
  readonly #memo: Memo;
  readonly #known: Map<string, Pick<Proposal, 'words'>>;
  readonly #all: Decided[];
  #log: Log | undefined;
  #isOver = false;

  /** `known`: the structures of the run so far. */
  constructor(memo: Memo, known: Known) {
    this.#memo = memo;
    this.#known = new Map(known);
    this.#all = decidedSchema.safeParse(memo.get(DECIDED)).data ?? earlier(memo);
    for (const { steer } of this.#all) this.#remember(steer);
  }

  /** The log of the run, which learns what waits. */
  open(log: Log): void {
    this.#log = log;
    this.#tell(this.#taken());
  }

  /** Structures that may be spoken of from now on. */
  know(proposals: readonly Proposal[]): void {
    for (const proposal of proposals) this.#known.set(proposal.id, proposal);
  }

  /** No round follows any more. */
  close(): void {
    this.#isOver = true;
  }

  /** Resolves once it is durable. Throws what `readSteer` throws, and 'not-running'. */
  async decide(requests: readonly SteerRequest[]): Promise<void> {
    if (requests.length === 0) return;
    if (this.#isOver) throw roundsOver();
    const from = this.#all.length;
    const known = new Map(this.#known);
    const decided = requests.map((request) => {
      const one = readSteer(request, known);
      if (one.steer.kind === 'add') known.set(one.steer.proposal.id, one.steer.proposal);
      return one;
    });
    this.#all.push(...decided);
    for (const { steer } of decided) this.#remember(steer);
    await this.#memo.set(DECIDED, this.#all);
    this.#tell(from);
  }

  /** Those that no earlier round has taken up; a resumed run takes the same at the same place. */
  async take(round: number): Promise<readonly Steer[]> {
    const before = steersSchema.safeParse(this.#memo.get(decisionsKey(round))).data;
    if (before !== undefined) return before;
    const taken = this.#all.slice(this.#taken()).map(({ steer }) => steer);
    await this.#memo.set(decisionsKey(round), taken);
    return taken;
  }

  /** What a round took up, in sentences, and how many were taken up with it. */
  of(round: number): { readonly decisions: string[]; readonly heeded: number } {
    const until = this.#taken(round);
    const words = this.#all.slice(this.#taken(round - 1), until);
    return { decisions: words.map((one) => one.words), heeded: until };
  }

  #taken(until = MOST_ROUNDS): number {
    let count = 0;
    for (let round = 1; round <= until; round++) count += takenIn(this.#memo, round).length;
    return count;
  }

  #remember(steer: Steer): void {
    if (steer.kind === 'add') this.#known.set(steer.proposal.id, steer.proposal);
  }

  #tell(from: number): void {
    for (const [i, { words }] of this.#all.entries()) {
      if (i >= from) this.#log?.({ event: 'decision', number: i + 1, words });
    }
  }
}

function takenIn(memo: Memo, round: number): readonly Steer[] {
  return steersSchema.safeParse(memo.get(decisionsKey(round))).data ?? [];
}

/** Of a run that kept only what its rounds took up. */
function earlier(memo: Memo): Decided[] {
  return Array.from({ length: MOST_ROUNDS }, (_, i) => takenIn(memo, i + 1)).flatMap((steers) =>
    steers.map((steer) => ({ steer, words: plainWords(steer) })),
  );
}

function plainWords(steer: Steer): string {
  switch (steer.kind) {
    case 'pin':
      return `Follow up: ${steer.id}`;
    case 'reject':
      return `Leave out: ${steer.id}`;
    case 'release':
      return `Treat like the others again: ${steer.id}`;
    case 'add':
      return `Try: ${steer.proposal.words.join('; ')}`;
    case 'tell':
      return `Told: "${steer.text}"`;
    default:
      return steer satisfies never;
  }
}

function roundsOver(): UseCaseError {
  return new UseCaseError(
    'not-running',
    'run: its rounds are over, no structure is tried any more',
    {
      hint: 'Wait for its result, and start a run that goes on from it.',
    },
  );
}
