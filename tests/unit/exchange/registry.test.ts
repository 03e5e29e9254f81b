import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/shared/exchange/canonical';
import { type EntitySpec, REGISTRY } from '../../../src/shared/exchange/registry';

const entities = Object.entries<EntitySpec>(REGISTRY);

describe('the registry of exchanged annotations', () => {
  it('gives every entity a number of its own, and every group within it', () => {
    expect(new Set(entities.map(([, spec]) => spec.number)).size).toBe(entities.length);
    for (const [name, spec] of entities) {
      const numbers = Object.values(spec.groups).map((group) => group.number);
      expect(new Set(numbers).size, name).toBe(numbers.length);
    }
  });

  it('puts every column into one group only', () => {
    for (const [name, spec] of entities) {
      const columns = Object.values(spec.groups).flatMap((group) => group.columns);
      expect(new Set(columns).size, name).toBe(columns.length);
    }
  });
});

describe('canonical JSON', () => {
  it('spells equal data the same way', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'e\u0301' }], a: undefined })).toBe('{"b":[1,{"c":"é","d":null}]}');
  });
});
