/** Ways to fit, in the planner's words; the engine's own words stand for those that are not here. */

interface MethodWords {
  readonly title: string;
  readonly how: string;
  readonly when: string;
}

const METHOD_WORDS: Readonly<Record<string, MethodWords>> = {
  auto: {
    title: 'Let the studio choose',
    how: 'It looks at the model, at the data and at how long a run takes.',
    when: 'Right for nearly everybody.',
  },
  npe: {
    title: 'Learn from made-up data',
    how: 'The model makes up data from everything that is possible, and a network learns which numbers go with which data.',
    when: 'Up to a dozen numbers. The fullest check of trust needs this one.',
  },
  tsnpe: {
    title: 'Learn from made-up data, in rounds',
    how: 'Like the one above, with each round closer to your data than the one before.',
    when: 'Where a run takes long: it needs about a third of them.',
  },
  'smc-abc': {
    title: 'Keep what comes near, in rounds',
    how: 'It runs the model again and again around the numbers that came nearest to your data.',
    when: 'A few numbers only, where nothing shall be learned by a network. The ranges are rougher.',
  },
  'rejection-abc': {
    title: 'Keep what comes near',
    how: 'It tries what is possible and keeps the numbers that came nearest to your data.',
    when: 'The plainest of all, to compare with.',
  },
  'cma-es': {
    title: 'Search for the best values',
    how: 'A cloud of tries moves towards the numbers that match the data best; repeated on shuffled data, it tells how sure each value is.',
    when: 'Up to some 50 numbers, any model.',
  },
  'sep-cma-es': {
    title: 'Search among very many, each by itself',
    how: 'The same search, which does not look at how numbers go together.',
    when: 'Hundreds of numbers and more that mostly act each on its own.',
  },
  'lm-ma-es': {
    title: 'Search among very many that act together',
    how: 'The same search, which remembers only the few directions in which it made its way.',
    when: 'Hundreds of numbers and more that act together.',
  },
  genetic: {
    title: 'Breed the best',
    how: 'The better of 200 tries are mixed in pairs and shaken a little, ten times over.',
    when: 'To compare with published work that used it.',
  },
};

interface Method {
  readonly id: string;
  readonly words: string;
  readonly whenToUse: string;
}

export function methodWords({ id, words, whenToUse }: Method): MethodWords {
  return METHOD_WORDS[id] ?? { title: words, how: '', when: whenToUse };
}

/** 'Search for the best values' of 'cma-es'. */
export function methodTitle({ id, words }: Pick<Method, 'id' | 'words'>): string {
  return METHOD_WORDS[id]?.title ?? words;
}
