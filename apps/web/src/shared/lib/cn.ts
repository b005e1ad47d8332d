import { type ClassValue, clsx } from 'clsx';

/** Joins class names. Callers add to a component's look and never contradict it: which class would win is not defined. */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
