// On a small screen one phone shows at a time; the tabs choose which. All of them stay connected.
"use strict";
const tabs = [...document.querySelectorAll("[role=tab]")];
const choose = (chosen) => tabs.forEach((tab) => {
  tab.setAttribute("aria-selected", String(tab === chosen));
  document.getElementById(tab.getAttribute("aria-controls")).classList.toggle("chosen", tab === chosen);
});
for (const tab of tabs) tab.onclick = () => choose(tab);
// The guide would fill a small screen; there it waits behind its title.
if (matchMedia("(max-width: 899px)").matches) document.querySelector(".guide").open = false;
