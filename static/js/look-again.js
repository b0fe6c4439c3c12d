/* Loads a page again while the work it shows goes on. */
window.setTimeout(() => window.location.reload(), 3000);
