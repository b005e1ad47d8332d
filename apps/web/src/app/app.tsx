import { QueryClientProvider } from '@tanstack/react-query';
import { queryClient } from '#shared/api/query-client.ts';
import { Toasts } from '#shared/ui/toasts.tsx';
import { SessionGate } from './session-gate.tsx';

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <SessionGate />
      <Toasts />
    </QueryClientProvider>
  );
}
