import { MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { queryClient } from './bridge';
import { listenForKeys } from './commands';
import { ErrorBoundary } from './ErrorBoundary';
import { keepFocus } from './focus';
import { MOST_MESSAGES } from './notify';
import { listenForPushes } from './pushes';
import { Shell } from './Shell';
import { useDesk } from './state';
import { cssVariables, theme } from './theme';

listenForKeys();

export function App() {
  const chosen = useDesk((desk) => desk.theme);
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  useEffect(listenForPushes, []);
  useEffect(keepFocus, []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={chosen === 'system' ? system : chosen}
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-left" containerWidth={400} transitionDuration={120} limit={MOST_MESSAGES} />
        <ErrorBoundary where="window">
          <Router hook={useHashLocation}>
            <Shell />
          </Router>
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}
