// The colours that the reader chose here before: asked for before all else, so that the first paint has them.
try {
  const colours = localStorage.getItem("colours");
  if (colours) document.documentElement.dataset.colours = colours;
} catch { }
