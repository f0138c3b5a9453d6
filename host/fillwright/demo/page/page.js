"use strict";

// Nothing is sent: the page only remembers that somebody pressed the button.
document.getElementById("application").addEventListener("submit", (event) => {
  event.preventDefault();
  document.documentElement.dataset.submitted = "true";
});
