import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from '#shared/api/query-client.ts';
import { Toasts } from '#shared/ui/toasts.tsx';
import { router } from './router.tsx';
import { SessionGate } from './session-gate.tsx';

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <SessionGate>
        <RouterProvider router={router} />
      </SessionGate>
      <Toasts />
    </QueryClientProvider>
  );
}
