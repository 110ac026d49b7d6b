// The press line of a page that was kept, or left open: it may say the state of an earlier hour.

function keepPressLine(line) {
  const [open, closed] = line.children;
  const { opens, closes, days, offset, when } = line.dataset;
  const isWorkingDay = (day) => days.split(",").includes(String(day % 7));

  function correct() {
    // The site's wall clock, read as if it were UTC.
    const there = new Date(Date.now() + offset * 60_000);
    const today = (there.getUTCDay() + 6) % 7; // from Monday on
    const minute = there.getUTCHours() * 60 + there.getUTCMinutes();
    const isOpen = isWorkingDay(today) && minute >= opens && minute < closes;
    const ahead = [0, 1, 2, 3, 4, 5, 6, 7].find((later) => isWorkingDay(today + later) && (later || minute < opens));
    closed.querySelector("bdi").textContent = when.split("|")[(today + ahead) % 7];
    open.hidden = !isOpen;
    closed.hidden = isOpen;
  }

  correct();
  setInterval(correct, 60_000);
}

document.querySelectorAll(".press-line[data-when]").forEach(keepPressLine);
