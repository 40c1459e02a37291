// One stage of a supply chain (the "beer game" with one player): stock, orders under way, unmet demand.
export default {
  contract: 1,
  title: 'Stock with orders under way and backlog',
  description:
    'Each day customers ask for goods, orders placed some days ago arrive, old unmet demand is served first, then the demand of today; what cannot be served waits. At the end of the day a new order is placed.',
  time: { unit: 'day', step: 1 },
  assumptions: [
    { text: 'Demand is Poisson, the same every day.', source: 'modeller' },
    { text: 'Every order arrives whole, exactly after the lead time.', source: 'modeller' },
    { text: 'Customers wait for what they did not get; nobody gives up.', source: 'modeller' },
    {
      text: 'Orders under way at the start, where their number is known, are the last daily orders, all of the size of the order of that day.',
      source: 'modeller',
    },
  ],

  parameters: {
    demand: {
      prior: { kind: 'uniform', low: 0, high: 20 },
      default: 5,
      unit: 'items/day',
      meaning: 'mean demand per day',
    },
    leadTime: {
      prior: { kind: 'integer', low: 1, high: 10 },
      default: 2,
      unit: 'day',
      meaning: 'days from placing an order to its arrival',
    },
  },

  levers: {
    order: {
      unit: 'items',
      meaning: 'quantity ordered at the end of the day',
      default: 4,
      low: 0,
      high: 50,
      integer: true,
    },
  },

  outputs: {
    inventory: { unit: 'items', kind: 'count', meaning: 'stock at the end of the day' },
    backlog: { unit: 'items', kind: 'count', meaning: 'demand that still waits to be served' },
    pipeline: { unit: 'orders', kind: 'count', meaning: 'orders placed that have not arrived' },
  },

  start(row, { parameters, levers }) {
    const quantities = [];
    const remaining = [];
    // The latest order has the whole lead time before it, the one of the day before a day less.
    for (let age = row.pipeline - 1; age >= 0; age--) {
      quantities.push(levers.order);
      remaining.push(parameters.leadTime - age);
    }
    return {
      inventory: row.inventory,
      backlog: row.backlog,
      wanted: 0,
      quantities,
      remaining,
    };
  },

  modules: [
    {
      name: 'customers',
      meaning: 'customers ask for goods',
      reads: [],
      writes: ['wanted'],
      step(state, { parameters, random }) {
        state.wanted = random.poisson(parameters.demand);
      },
    },
    {
      name: 'delivery',
      meaning: 'orders come a day closer; those due join the stock',
      reads: ['inventory', 'quantities', 'remaining'],
      writes: ['inventory', 'quantities', 'remaining'],
      step(state) {
        let kept = 0;
        for (let i = 0; i < state.remaining.length; i++) {
          const days = state.remaining[i] - 1;
          if (days <= 0) {
            state.inventory += state.quantities[i];
          } else {
            state.remaining[kept] = days;
            state.quantities[kept] = state.quantities[i];
            kept++;
          }
        }
        while (state.remaining.length > kept) {
          state.remaining.pop();
          state.quantities.pop();
        }
      },
    },
    {
      name: 'service',
      meaning: 'the backlog is served first, then the demand of today; the rest waits',
      reads: ['inventory', 'backlog', 'wanted'],
      writes: ['inventory', 'backlog', 'wanted'],
      step(state) {
        const late = Math.min(state.inventory, state.backlog);
        state.inventory -= late;
        state.backlog -= late;
        const served = Math.min(state.inventory, state.wanted);
        state.inventory -= served;
        state.backlog += state.wanted - served;
        state.wanted = 0;
      },
    },
    {
      name: 'ordering',
      meaning: 'a new order is placed',
      reads: ['quantities', 'remaining'],
      writes: ['quantities', 'remaining'],
      step(state, { parameters, levers }) {
        if (levers.order > 0) {
          state.quantities.push(levers.order);
          state.remaining.push(parameters.leadTime);
        }
      },
    },
  ],

  observe(state) {
    return {
      inventory: state.inventory,
      backlog: state.backlog,
      pipeline: state.remaining.length,
    };
  },

  rules: [
    {
      name: 'served',
      meaning: 'nobody waits while there is stock',
      kind: 'holds',
      value(state) {
        return state.inventory === 0 || state.backlog === 0;
      },
    },
  ],
};
