/** Questions to begin with, each with what the studio answers to it today. */
export interface Question {
  readonly question: string;
  /** What the model that is found says about it. */
  readonly answer: string;
  /** How a description of one's own data begins. */
  readonly words: string;
}

export const QUESTIONS: readonly Question[] = [
  {
    question: 'What is likely to happen next?',
    answer:
      'You get a model of how your numbers come about, and how well it foretold the last days, which it had not seen.',
    words: 'We want to know what is likely to happen next. ',
  },
  {
    question: 'Which inputs matter?',
    answer:
      'You get the structure that explains your numbers best, and a range for each quantity in it, such as the length of stay.',
    words: 'We want to know which inputs matter. ',
  },
  {
    question: 'What would this measure do?',
    answer:
      'First comes a model that follows what was observed without the measure. It leaves as a script in which every quantity can be set to another value.',
    words: 'We want to know what a measure would do: ',
  },
  {
    question: 'Find me a policy that keeps X below Y',
    answer:
      'First comes a model whose limits and ranges you can trust. It leaves as a script that can try a policy you write down.',
    words: 'We look for a policy that keeps … below …. ',
  },
];
