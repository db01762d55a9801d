import { testRule } from '../rule-harness.ts';
import { messageComponent } from './message-component.ts';

const c = ['nvmsgconv', { 'comp-id': 2 }] as const;
const links = ['c.src -> b.sink'];

testRule(
  messageComponent,
  { all: { elements: { c, b: 'nvmsgbroker' }, links } },
  {
    another: {
      elements: { c, b: ['nvmsgbroker', { 'comp-id': 3 }] },
      links,
      finds: [/'b' sends messages of component 3, but 'c' makes those of 2/],
      fixes: ['Set comp-id to 2'],
    },
  },
);
