// A hospital ward event by event: patients come at any time of the day, take a bed, wait for one, or are turned away.
//
// Coming events stand in a binary heap, the earliest at index 0, kept in three arrays side by side. An arrival
// carries the length of the stay that will follow it.

const ARRIVAL = 0;
const DEPARTURE = 1;

function pushEvent(events, time, kind, stay) {
  let i = events.times.length;
  events.times.push(time);
  events.kinds.push(kind);
  events.stays.push(stay);
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (events.times[parent] <= time) break;
    events.times[i] = events.times[parent];
    events.kinds[i] = events.kinds[parent];
    events.stays[i] = events.stays[parent];
    i = parent;
  }
  events.times[i] = time;
  events.kinds[i] = kind;
  events.stays[i] = stay;
}

// Takes the earliest event out. Read events.times[0] and its companions before.
function dropEvent(events) {
  const time = events.times.pop();
  const kind = events.kinds.pop();
  const stay = events.stays.pop();
  const length = events.times.length;
  if (length === 0) return;
  let i = 0;
  let child = 1;
  while (child < length) {
    if (child + 1 < length && events.times[child + 1] < events.times[child]) child++;
    if (events.times[child] >= time) break;
    events.times[i] = events.times[child];
    events.kinds[i] = events.kinds[child];
    events.stays[i] = events.stays[child];
    i = child;
    child = 2 * i + 1;
  }
  events.times[i] = time;
  events.kinds[i] = kind;
  events.stays[i] = stay;
}

// Mean of the logarithm of a lognormal stay with this mean.
function logMean(parameters) {
  return Math.log(parameters.stay) - (parameters.spread * parameters.spread) / 2;
}

// Fills free beds from the head of the queue.
function admitWaiting(state, time, beds) {
  while (state.occupied < beds && state.head < state.queue.length) {
    pushEvent(state.events, time + state.queue[state.head], DEPARTURE, 0);
    state.head++;
    state.occupied++;
  }
  if (state.head > 64 && 2 * state.head > state.queue.length) {
    state.queue.splice(0, state.head);
    state.head = 0;
  }
}

export default {
  contract: 1,
  title: 'Ward with beds and a queue, event by event',
  description:
    'Patients arrive at random times, stay for a lognormal time in a bed, and wait in order of arrival when all beds are taken. Who finds the waiting room full is turned away.',
  time: { unit: 'day', step: 1 },
  assumptions: [
    {
      text: 'Arrivals come one by one, independently, at the same rate at all hours.',
      source: 'modeller',
    },
    { text: 'Stays are lognormal and do not depend on how full the ward is.', source: 'modeller' },
    {
      text: 'Beds are given in order of arrival; a freed bed is taken at once.',
      source: 'modeller',
    },
    {
      text: 'Patients present at the start are in the middle of stays as a ward in equilibrium has them.',
      source: 'modeller',
    },
  ],

  parameters: {
    arrivals: {
      prior: { kind: 'log-uniform', low: 0.1, high: 1000 },
      default: 5,
      unit: 'patients/day',
      meaning: 'mean number of patients who come per day',
    },
    stay: {
      prior: { kind: 'log-uniform', low: 0.1, high: 60 },
      default: 5,
      unit: 'day',
      meaning: 'mean length of stay in a bed',
    },
    spread: {
      prior: { kind: 'uniform', low: 0.05, high: 2 },
      default: 0.7,
      unit: '1',
      meaning: 'standard deviation of the logarithm of the stay',
    },
  },

  levers: {
    beds: {
      unit: 'beds',
      meaning: 'beds of the ward',
      default: 30,
      low: 0,
      high: 100000,
      integer: true,
    },
    places: {
      unit: 'patients',
      meaning: 'how many may wait for a bed; with 0 whoever finds no bed is turned away',
      default: 1000,
      low: 0,
      high: 100000,
      integer: true,
    },
  },

  outputs: {
    occupied: { unit: 'patients', kind: 'count', meaning: 'beds occupied at the end of the day' },
    waiting: { unit: 'patients', kind: 'count', meaning: 'patients waiting at the end of the day' },
    arrived: { unit: 'patients', kind: 'count', meaning: 'patients who came during the day' },
    turnedAway: {
      unit: 'patients',
      kind: 'count',
      meaning: 'patients who were turned away during the day',
    },
  },

  start(row, { parameters, random }) {
    const events = { times: [], kinds: [], stays: [] };
    const spread = parameters.spread;
    // Long stays are more often met in the middle, and any point of them is as likely (renewal theory).
    for (let i = 0; i < row.occupied; i++) {
      const whole = random.lognormal(logMean(parameters) + spread * spread, spread);
      pushEvent(events, random.uniform() * whole, DEPARTURE, 0);
    }
    const queue = [];
    for (let i = 0; i < row.waiting; i++) queue.push(random.lognormal(logMean(parameters), spread));
    return {
      now: 0,
      nextArrival: random.exponential(parameters.arrivals),
      coming: [],
      events,
      queue,
      head: 0,
      occupied: row.occupied,
      arrived: 0,
      turnedAway: 0,
      left: 0,
      admitted: 0,
    };
  },

  modules: [
    {
      name: 'timing',
      meaning: 'the times at which patients will come today',
      reads: ['now', 'nextArrival', 'coming'],
      writes: ['nextArrival', 'coming'],
      step(state, { parameters, random, dt }) {
        // Only after days on which nobody came because this module was switched off.
        if (state.nextArrival < state.now) {
          state.nextArrival = state.now + random.exponential(parameters.arrivals);
        }
        while (state.nextArrival <= state.now + dt) {
          state.coming.push(state.nextArrival);
          state.nextArrival += random.exponential(parameters.arrivals);
        }
      },
    },
    {
      name: 'stayLengths',
      meaning: 'how long each of them will need a bed',
      reads: ['coming', 'events'],
      writes: ['coming', 'events'],
      step(state, { parameters, random }) {
        for (const time of state.coming) {
          const stay = random.lognormal(logMean(parameters), parameters.spread);
          pushEvent(state.events, time, ARRIVAL, stay);
        }
        while (state.coming.length > 0) state.coming.pop();
      },
    },
    {
      name: 'ward',
      meaning: 'the events of the day in order: patients take beds, wait, leave, are turned away',
      reads: ['now', 'events', 'queue', 'head', 'occupied', 'left', 'admitted'],
      writes: [
        'now',
        'events',
        'queue',
        'head',
        'occupied',
        'arrived',
        'turnedAway',
        'left',
        'admitted',
      ],
      step(state, { levers, dt }) {
        const events = state.events;
        const end = state.now + dt;
        state.arrived = 0;
        state.turnedAway = 0;
        admitWaiting(state, state.now, levers.beds);
        while (events.times.length > 0 && events.times[0] <= end) {
          const time = events.times[0];
          const stay = events.stays[0];
          const kind = events.kinds[0];
          dropEvent(events);
          if (kind === DEPARTURE) {
            state.occupied--;
            state.left++;
            admitWaiting(state, time, levers.beds);
            continue;
          }
          state.arrived++;
          if (state.occupied < levers.beds) {
            state.occupied++;
            pushEvent(events, time + stay, DEPARTURE, 0);
          } else if (state.queue.length - state.head < levers.places) {
            state.queue.push(stay);
          } else {
            state.turnedAway++;
          }
        }
        state.admitted += state.arrived - state.turnedAway;
        state.now = end;
      },
    },
  ],

  observe(state) {
    return {
      occupied: state.occupied,
      waiting: state.queue.length - state.head,
      arrived: state.arrived,
      turnedAway: state.turnedAway,
    };
  },

  rules: [
    {
      name: 'patients',
      meaning: 'everybody who came in is in a bed, waits, or has left',
      kind: 'conserved',
      value(state) {
        return state.occupied + (state.queue.length - state.head) + state.left - state.admitted;
      },
    },
    {
      name: 'noIdleBed',
      meaning: 'nobody waits while a bed is free',
      kind: 'holds',
      value(state, { levers }) {
        return state.queue.length === state.head || state.occupied >= levers.beds;
      },
    },
  ],
};
