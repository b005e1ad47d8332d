/** Registration corners of a sheet around the found place. */
export function Logo({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true" fill="none">
      <path
        d="M3 9V3h6M15 3h6v6M21 15v6h-6M9 21H3v-6"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="square"
      />
      <circle cx="12" cy="12" r="3" className="fill-marker-line" />
    </svg>
  );
}
