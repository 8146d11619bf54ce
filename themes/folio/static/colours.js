// Before the first paint: that scripts run, and the colours that the reader chose here before.
document.documentElement.classList.add("js");
try {
  const colours = localStorage.getItem("colours");
  if (colours) document.documentElement.dataset.colours = colours;
} catch { /* storage is refused: colours follow the device */ }
