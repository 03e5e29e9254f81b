import { fc, test } from '@fast-check/vitest';
import { suggestedFileName } from '@shared/exchange/file-name';
import { describe, expect, it } from 'vitest';

const on = '2026-11-22';

describe('a suggested file name', () => {
  it.each([
    ['Acme', 'Ana Lindqvist', 'Acme – Ana Lindqvist – 2026-11-22.duebook'],
    ['Acme', null, 'Acme – 2026-11-22.duebook'],
    ['../../etc/passwd', null, 'etc passwd – 2026-11-22.duebook'],
    ['C:\\Windows\\system32', 'con', 'C Windows system32 – con_ – 2026-11-22.duebook'],
    ['invoice\u202exe.sj', null, 'invoicexe sj – 2026-11-22.duebook'],
    ['…', '\u0000\u200b', '… – Someone – 2026-11-22.duebook'],
    ['...', null, 'Portfolio – 2026-11-22.duebook'],
    ['Müller & Söhne, GmbH', null, 'Müller & Söhne, GmbH – 2026-11-22.duebook'],
    ['債'.repeat(50), '𝒜'.repeat(50), `${'債'.repeat(30)} – ${'𝒜'.repeat(22)} – 2026-11-22.duebook`],
    ['x'.repeat(500), null, `${'x'.repeat(40)} – 2026-11-22.duebook`],
  ])('of %s and %s is %s', (portfolio, person, name) => {
    expect(suggestedFileName({ portfolio, person, on })).toBe(name);
  });

  const anything = fc.string({ unit: 'binary', size: 'max', maxLength: 300 });
  test.prop([anything, fc.option(anything)], { seed: 4, numRuns: 500 })(
    'is never a path, a device, hidden or too long',
    (portfolio, person) => {
      const name = suggestedFileName({ portfolio, person, on });
      expect(name).toMatch(/^[^<>:"/\\|?*.\p{Cc}\p{Cf}\p{Cs}]+\.duebook$/u);
      expect(name).not.toMatch(/^(con|nul|aux|prn)( |\.)/i);
      expect(name).toBe(name.trim());
      expect(Buffer.byteLength(name)).toBeLessThan(230);
    },
  );
});
