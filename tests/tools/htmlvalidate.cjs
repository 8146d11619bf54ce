// What html-validate asks of our pages: the standard and accessibility, no style. Each rule of our own choice has its reason.
module.exports = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // Headings that skip no level belong to what we promise.
    "heading-level": "error",
    // Results follow as one types: there is nothing to submit, and Enter does no harm.
    "wcag/h32": "off",
  },
};
