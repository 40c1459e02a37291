/** The mark: what was observed, and the fan of what may come. */
export function Brand() {
  return (
    <span className="brand">
      <svg width="22" height="22" viewBox="0 0 16 16" aria-hidden="true">
        <rect width="16" height="16" rx="3.5" fill="var(--accent)" />
        <path
          d="M2.5 11 5 8.2l2.2 1.3 1.8-3.2"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <path d="m9 6.3 4.5-3.6v5.8z" fill="var(--on-accent)" fillOpacity=".55" />
      </svg>
      <span>G-Sim Studio</span>
    </span>
  );
}
