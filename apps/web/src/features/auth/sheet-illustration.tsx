/** A drawing sheet with one lit place and its reference: what the product does, in one picture. */
export function SheetIllustration() {
  return (
    <svg viewBox="0 0 560 440" className="w-full max-w-xl" fill="none" aria-hidden="true">
      <g className="stroke-line-strong" strokeWidth="1">
        <rect x="10" y="10" width="540" height="390" className="fill-surface" />
        <rect x="30" y="20" width="510" height="370" strokeWidth="1.75" className="stroke-ink-3" />
        <path d="M340 330h200M340 350h200M340 370h200M400 330v60M470 330v60" />
      </g>
      <Plan />
      <Specification />
      <path d="M510 140H524V214" className="stroke-marker-line" strokeWidth="1.5" />
      <circle cx="510" cy="140" r="3.5" className="fill-marker-line" />
      <g>
        <rect x="404" y="214" width="132" height="30" rx="7" className="fill-accent" />
        <text x="470" y="233.5" textAnchor="middle" className="fill-on-accent font-mono" fontSize="13">
          9CXH-MNAX-4JL
        </text>
      </g>
    </svg>
  );
}

function Plan() {
  return (
    <g>
      <g className="stroke-ink" strokeWidth="4" strokeLinecap="square">
        <path d="M70 120H250V300H70ZM150 120V190M150 230V300M150 210H190M226 210H250" />
      </g>
      <g className="stroke-surface" strokeWidth="6">
        <path d="M96 120h30M180 120h40M70 240v34" />
      </g>
      <g className="stroke-line-strong" strokeWidth="1">
        <path d="M70 340H250M70 334v12M150 334v12M250 334v12M96 117h30M96 123h30M180 117h40M180 123h40" />
        <path d="M70 96V60M150 96V60M250 96V60" strokeDasharray="10 3 2 3" />
        <circle cx="70" cy="50" r="10" />
        <circle cx="150" cy="50" r="10" />
        <circle cx="250" cy="50" r="10" />
        <path d="M150 230a28 28 0 0 1 28 -28" />
      </g>
      <g className="fill-ink-3" fontSize="10" textAnchor="middle">
        <text x="70" y="53.5">
          1
        </text>
        <text x="150" y="53.5">
          2
        </text>
        <text x="250" y="53.5">
          3
        </text>
        <text x="110" y="356">
          3 200
        </text>
        <text x="200" y="356">
          4 000
        </text>
      </g>
    </g>
  );
}

function Specification() {
  const rows = [
    ['А3-9', '900', '1'],
    ['А4-14', '1400', '45'],
    ['В4-14', '1400', '12'],
    ['В4-14*', '1400', '6'],
  ];
  return (
    <g>
      <rect x="310" y="127" width="200" height="26" className="fill-marker" />
      <g className="stroke-line-strong" strokeWidth="1">
        <path d="M310 75h200v130H310ZM310 101h200M310 127h200M310 153h200M310 179h200M386 75v130M450 75v130" />
      </g>
      <g className="fill-ink-2" fontSize="12">
        <text x="320" y="92.5" className="fill-ink-3">
          Марка
        </text>
        <text x="396" y="92.5" className="fill-ink-3">
          L, мм
        </text>
        <text x="460" y="92.5" className="fill-ink-3">
          Кол.
        </text>
        {rows.map(([mark, length, count], row) => (
          <g key={mark} transform={`translate(0 ${row * 26})`}>
            <text x="320" y="118.5" className="fill-ink" fontWeight={row === 1 ? 600 : 400}>
              {mark}
            </text>
            <text x="396" y="118.5">
              {length}
            </text>
            <text x="460" y="118.5">
              {count}
            </text>
          </g>
        ))}
      </g>
    </g>
  );
}
