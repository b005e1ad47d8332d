import { RouterProvider } from '@tanstack/react-router';
import { router } from './router.tsx';

/** The application for who is signed in. */
export default function Shell() {
  return <RouterProvider router={router} />;
}
