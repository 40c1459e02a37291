/** Words of the studio that are not everybody's, each explained by itself in a few sentences. */

interface TermRow {
  readonly title: string;
  /** Two or three sentences that need no other term. */
  readonly text: string;
}

export const TERMS = {
  range: {
    title: 'Range',
    text: 'Between these two numbers the true one lies in 9 of 10 cases, as far as the data and the model can tell. A wide range means that the data leave many values possible.',
  },
  'days-not-seen': {
    title: 'Days not seen',
    text: 'The last part of your data is put aside before anything is fitted. A model that is right about days that it never saw has learned how things work there, not only what was recorded.',
  },
  'held-out': {
    title: 'Kept for the check',
    text: 'Rows that neither the search nor the fit ever looks at. They are used once, at the end, to see whether the model would have been right.',
  },
  coverage: {
    title: 'Do the ranges hold?',
    text: 'A range that claims 80 % should contain what really happened on about 80 of 100 days. Fewer means that the model is too sure of itself, more that it is too careful.',
  },
  structure: {
    title: 'Structure',
    text: 'What the model is made of: who arrives, where they go, how long they stay, what limits them. Two structures can explain the same data and still say different things about a measure.',
  },
  weight: {
    title: 'Weight',
    text: 'How much a structure counts beside the others, judged by how well each told days that it had not seen. The weights of all structures add up to 100 %.',
  },
  mixture: {
    title: 'All structures by their weights',
    text: 'Runs are drawn from several structures, more of them from those that count more. So the ranges also hold what is not known of the structure.',
  },
  run: {
    title: 'Run',
    text: 'The model played through once, with its own luck. Many runs together show what is likely and what is possible.',
  },
  'simulation-error': {
    title: 'In brackets: how exact this number is',
    text: 'The number comes from a limited count of runs. The brackets say how far it could be off for that reason alone. More runs narrow the brackets; they do not make the future more certain.',
  },
  risk: {
    title: 'Risk',
    text: 'How different the outcomes can be by chance and by what is not known. More runs do not make it smaller; better data or a better model can.',
  },
  'naive-forecast': {
    title: 'Naive forecasts',
    text: 'What anybody could do without a model: take the last value, or that of the same day last week. A model that is not better than these is not worth its trouble.',
  },
  'free-run': {
    title: 'Typical error',
    text: 'How far the model is off on a usual day when it starts on the first day and is never told the observations again.',
  },
  'rank-check': {
    title: 'Rank check',
    text: 'Data are made up with numbers that we know, and the studio looks for the numbers again. Where the true ones lie among the found ones should be a matter of luck: too often at the edge, and the ranges are too narrow.',
  },
  narrowed: {
    title: 'Narrowed by the data',
    text: 'How much smaller the range is than before the data were looked at. 0 % means that the data say nothing about this number; 95 % that they say nearly all.',
  },
  'cannot-be-told-apart': {
    title: 'Cannot be told apart',
    text: 'Two numbers can rise and fall together without the result changing: more arrivals with shorter stays, for example. The data fit both ways, so neither is known by itself.',
  },
  'model-assumes': {
    title: 'What the model assumes',
    text: 'Statements that were needed to build the model and that the data did not prove. Tick those that you know to be right, dispute those that are not.',
  },
  'possible-before': {
    title: 'Possible before the data',
    text: 'The values that were thought possible before the data were looked at. If you know better, narrow or move them and fit again.',
  },
  'input-model': {
    title: 'What comes in ahead',
    text: 'The model is given some numbers from outside, arrivals for example. For days to come nobody has them, so they are carried on from what was recorded, in the way that you choose here.',
  },
  'state-of-today': {
    title: 'Starts from today',
    text: 'The forecast does not begin with the first day of your data. The runs follow what was observed and go on from the last observed day.',
  },
  'capacity-line': {
    title: 'Capacity line',
    text: 'The most that you have: beds, places, vehicles. The studio counts in how many of the outcomes it is not enough, and by when.',
  },
  baseline: {
    title: 'Baseline',
    text: 'The same forecast without your changes. Both meet the same luck, so the difference comes from the changes alone.',
  },
  'fan-chart': {
    title: 'How to read the bands',
    text: 'Half of the outcomes lie in the darkest band, 8 of 10 in the next one, 19 of 20 in the lightest. The line is the middle: as many outcomes above as below.',
  },
  verdict: {
    title: 'Verdict',
    text: 'What all checks together say: trustworthy, usable with care, or not to be trusted yet. It is carried with the model to every screen.',
  },
  'made-up-check': {
    title: 'Could the model have made the data?',
    text: 'Data that the model makes are laid beside yours. If yours look unlike all of them, the model leaves something out, however well it fits.',
  },
  saturation: {
    title: 'Is there more to find?',
    text: 'How likely it is that the next round brings an explanation that is not here yet. When it is small, looking on is hardly worth it.',
  },
  origin: {
    title: 'Where numbers come from',
    text: 'Data: recorded, in your file. Calibrated: fitted to your data. Assumed by the model: needed to build it, not proven by the data. Assumed by you: said, ticked or moved by you.',
  },
} as const satisfies Record<string, TermRow>;

export type TermId = keyof typeof TERMS;
