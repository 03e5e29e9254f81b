import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { call, queryClient, useCommand } from '../../app/bridge';
import { useConfirmAsOf } from '../../app/confirm-as-of';
import { notifyDone, notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { ErrorNote } from '../../components/ErrorNote';
import type { Mail } from './confirming';
import { useConfirming } from './confirming';

/** The written confirmation of a promise for the user's own mail program. Sent, the promise counts as written. */
export default function ConfirmationDialog() {
  const commitmentId = useConfirming((state) => state.commitmentId);
  const close = useConfirming((state) => state.close);
  const asOf = useDesk((desk) => desk.asOf);
  const { edit, forget } = useConfirming.getState();
  const edited = useConfirming((state) => (commitmentId === null ? undefined : state.edited[commitmentId]));
  const [drafted, setDrafted] = useState<Mail | null>(null);
  const mail = edited ?? drafted;
  const [problem, setProblem] = useState<Error | null>(null);
  const confirm = useCommand('commitments.confirm');
  const confirmAsOf = useConfirmAsOf();

  useEffect(() => {
    setDrafted(null);
    setProblem(null);
    if (commitmentId === null) return;
    let current = true;
    call('commitments.draftConfirmation', { asOf, commitmentId, mark: false })
      .then(
        (draft) =>
          current &&
          setDrafted({ to: draft.to ?? '', subject: draft.subject, body: draft.body, short: draft.mailto !== null }),
      )
      .catch((error: Error) => current && setProblem(error));
    return () => {
      current = false;
    };
  }, [commitmentId, asOf]);

  /** Handing the text over to a mail program (or the clipboard) makes it drafted. */
  const markDrafted = async () => {
    if (commitmentId === null || !(await confirmAsOf())) return false;
    await call('commitments.draftConfirmation', { asOf, commitmentId, mark: true });
    await queryClient.invalidateQueries();
    return true;
  };
  const handOver = async (how: 'desktop.openMail' | 'desktop.openEml' | 'copy') => {
    if (!mail) return;
    try {
      if (!(await markDrafted())) return;
      const message = { to: mail.to.trim() || null, subject: mail.subject, body: mail.body };
      if (how === 'copy') {
        await navigator.clipboard.writeText(`${mail.subject}\n\n${mail.body}`);
        notifyDone('Copied: subject and text.');
      } else await call(how, message);
    } catch (error) {
      setProblem(error as Error);
    }
  };
  const sent = async () => {
    if (!mail || commitmentId === null || !(await confirmAsOf())) return;
    confirm.mutate(
      { asOf, commitmentId, via: 'mail', text: `${mail.subject}\n\n${mail.body}` },
      {
        onSuccess: () => {
          notifyDone('The promise is in writing now.');
          forget(commitmentId);
          close();
        },
        onError: notifyError,
      },
    );
  };
  const set = (part: Partial<Mail>) => commitmentId !== null && mail && edit(commitmentId, { ...mail, ...part });
  return (
    <Modal
      opened={commitmentId !== null}
      onClose={close}
      title="Confirm the promise in writing"
      size="lg"
      // Only once the mail is there: its button takes the focus, not the closing X above it.
      trapFocus={mail !== null || problem !== null}
    >
      {problem && <ErrorNote error={problem} />}
      {mail && (
        <Stack gap="xs">
          <TextInput
            label="To"
            type="email"
            value={mail.to}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
          <TextInput
            label="Subject"
            value={mail.subject}
            onChange={(event) => set({ subject: event.currentTarget.value })}
          />
          <Textarea
            label="Text"
            autosize
            minRows={8}
            maxRows={16}
            value={mail.body}
            onChange={(event) => set({ body: event.currentTarget.value })}
          />
          <Group justify="space-between">
            <Group gap="xs">
              {mail.short ? (
                <Button data-autofocus onClick={() => void handOver('desktop.openMail')}>
                  Open in mail program
                </Button>
              ) : (
                <Button data-autofocus onClick={() => void handOver('desktop.openEml')}>
                  Open as .eml file
                </Button>
              )}
              <Button variant="default" onClick={() => void handOver('copy')}>
                Copy
              </Button>
            </Group>
            <Button variant="default" loading={confirm.isPending} onClick={() => void sent()}>
              Mark as sent = written
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
