// Runs the search beside the page, in place of Material's own worker.
importScripts("unpack.js", "engine.js")

onmessage = ({ data }) => {
  const reply = answer(data)
  if (reply) postMessage(reply)
}
