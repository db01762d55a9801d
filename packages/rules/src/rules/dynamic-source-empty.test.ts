import { testRule } from '../rule-harness.ts';
import { dynamicSourceEmpty } from './dynamic-source-empty.ts';

testRule(
  dynamicSourceEmpty,
  { 'another source': { elements: { s: 'nvurisrcbin' } } },
  { 'the bin': { elements: { s: 'nvdsdynamicsrcbin' }, finds: [/plays nothing by itself/] } },
);
