// Says a moment in the reader's own time zone, where that is not the site's.
const isPersian = document.documentElement.lang === "fa";
const written = new Intl.DateTimeFormat(isPersian ? "fa-IR-u-ca-persian" : "en-GB", {
  day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  timeZoneName: "short",
});

/** Minutes before UTC, out of a moment as it is written (ISO 8601). */
function offset(moment) {
  const [, sign, hours, minutes] = moment.match(/([+-])(\d\d):(\d\d)$/) ?? [0, "+", 0, 0];
  return (sign === "-" ? 1 : -1) * (hours * 60 + Number(minutes));
}

for (const line of document.querySelectorAll("[data-reader-zone]")) {
  const moment = line.dataset.readerZone;
  const date = new Date(moment);
  if (date.getTimezoneOffset() === offset(moment)) continue;
  line.querySelector("time").textContent = written.format(date);
  line.hidden = false;
}
