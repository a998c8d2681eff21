// Tells when the page looks different: another theme, or a font that has come.

/** The theme is an attribute of the document, or the system's. Returns the undo. */
export function watchLook(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', onChange);
  // Words that were drawn before their font came look and measure differently.
  const fonts = document.fonts as FontFaceSet | undefined;
  fonts?.addEventListener('loadingdone', onChange);
  return () => {
    observer.disconnect();
    query.removeEventListener('change', onChange);
    fonts?.removeEventListener('loadingdone', onChange);
  };
}
