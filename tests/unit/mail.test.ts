import { describe, expect, it } from 'vitest';
import { composeEml } from '../../src/main/mail';

describe('the draft of a mail as a file', () => {
  it('opens for editing, with the text and names as they were written', async () => {
    const eml = (
      await composeEml({ to: 'perrin@example.com', subject: 'Zahlung über 4.500 €', body: 'Grüße\nAna' })
    ).toString();
    expect(eml).toMatch(/^X-Unsent: 1$/m);
    expect(eml).toMatch(/^To: perrin@example\.com$/m);
    expect(eml).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(eml).toContain('Gr=C3=BC=C3=9Fe');
  });

  it('cannot be given further headers by its text', async () => {
    const eml = (
      await composeEml({ to: 'x@example.com\r\nBcc: spy@example.com', subject: 'a\r\nBcc: spy@example.com', body: '' })
    ).toString();
    expect(eml).not.toMatch(/^Bcc:/m);
  });
});
