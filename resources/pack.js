// A page of a pack: a click on a stamp shows its moment in the video beside the note.
(() => {
  const data = JSON.parse(document.getElementById("pack").textContent);
  const video = document.querySelector("video");
  const said = document.getElementById("said");

  // Where a cited second is in the file; null where the file lacks it.
  const inFile = (seconds) => {
    if (!data.pieces.length) return seconds;
    const piece = data.pieces.find(([start, end]) => start <= seconds && seconds < end);
    return piece ? piece[2] + seconds - piece[0] : null;
  };

  const tell = (words, seconds) => {
    said.textContent = words;
    if (seconds !== undefined) {
      const link = document.createElement("a");
      link.href = `https://www.youtube.com/watch?v=${data.video}&t=${Math.floor(seconds)}s`;
      link.rel = "noreferrer";
      link.textContent = data.watch;
      said.append(" ", link);
    }
  };

  document.addEventListener("click", (event) => {
    const stamp = event.target.closest("a[href^='#t=']");
    if (!stamp) return;
    event.preventDefault();
    const seconds = Number(stamp.getAttribute("href").slice(3));
    const at = video ? inFile(seconds) : null;
    if (at === null) {
      tell(data.missing, seconds);
      return;
    }
    tell("");
    video.currentTime = at;
    video.play().catch(() => {});
    document.querySelectorAll("a.now").forEach((each) => each.classList.remove("now"));
    stamp.classList.add("now");
  });

  if (video && data.cues.length) {
    const track = video.addTextTrack("captions", data.captions, data.language);
    for (const [start, end, text] of data.cues) track.addCue(new VTTCue(start, end, text));
    track.mode = "showing";
  }
})();
