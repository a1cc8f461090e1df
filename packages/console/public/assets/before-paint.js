// Colour scheme and direction are set before the first paint. The page allows no inline script, so this is a file.
(() => {
  const read = name => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const chosen = read('simgate.scheme');
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
  document.documentElement.dir = (read('simgate.language') ?? navigator.language).startsWith('ar')
    ? 'rtl'
    : 'ltr';
})();
