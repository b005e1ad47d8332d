import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ViewerAddress } from './viewer-address.ts';

export type AddressChange = { [Key in keyof ViewerAddress]: ViewerAddress[Key] | undefined };

export interface ViewerPlace {
  documentId: string;
  address: ViewerAddress;
  /** Changes a part of the address; `undefined` takes it out. Steps that Back should undo are pushed. */
  go: (change: AddressChange, options?: { push?: boolean }) => void;
}

/** The place that is looked at, kept in the address. */
export function useViewerAddress(): ViewerPlace {
  const { documentId = '' } = useParams({ strict: false });
  const address = useSearch({ strict: false }) as ViewerAddress;
  const navigate = useNavigate();
  const go = useCallback(
    (change: AddressChange, { push = false }: { push?: boolean } = {}) => {
      navigate({
        to: '/documents/$documentId',
        params: { documentId },
        search: (before: ViewerAddress) => withChange(before, change),
        replace: !push,
        resetScroll: false,
      });
    },
    [navigate, documentId],
  );
  return { documentId, address, go };
}

function withChange(address: ViewerAddress, change: AddressChange): ViewerAddress {
  const entries = Object.entries({ ...address, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as ViewerAddress;
}
