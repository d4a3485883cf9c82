// Runs the search beside the page, in place of Material's own worker.
importScripts("engine.js")

onmessage = ({ data }) => postMessage(answer(data))
