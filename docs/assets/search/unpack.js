// Reads what hooks/wenzhai/packing.py writes, which says how; each does the same arithmetic in the same order.

const DISCOUNTS = [0.5, 0.75, 0.85, 0.85, 0.85, 0.5]
const SCALE = 2 ** 20
const UNITS = 2 ** 16

// Returns the text that was packed into a string of bytes; `length` is the text's, in UTF-16 units.
function unpack(packed, length) {
  const choose = createChooser(packed)
  const units = [] // of the symbols, which are numbered as they appear
  const rows = Array(256).fill(1)
  const anywhere = createContext()
  let contexts = [anywhere] // after the last 0, 1, 2 … symbols
  // For the step at hand, by symbol: how often it has followed the last one, how likely longer contexts make it.
  const following = new Uint32Array(UNITS)
  const chances = new Float64Array(UNITS)

  // Returns the next symbol. Each way of telling it is there for what those before do not tell.
  function read() {
    const short = contexts[1] ?? createContext()
    short.symbols.forEach((each, i) => (following[each] = short.counts[i]))
    const foretold = weigh(short)
    let symbol = foretold.length ? readForetold(foretold) : -1
    if (symbol < 0 && short.total) symbol = readFollowing(short, foretold)
    if (symbol < 0 && units.length) symbol = readKnown(short)
    for (const each of foretold) chances[each] = 0
    for (const each of short.symbols) following[each] = 0
    return symbol < 0 ? readNew() : symbol
  }

  // Returns what has followed two or more of the last symbols.
  function weigh(short) {
    const foretold = []
    let share = 1
    for (let order = contexts.length - 1; order > 1; order--) {
      const { symbols, counts, total } = contexts[order]
      if (!total) continue
      const part = share / total
      for (let i = 0; i < symbols.length; i++) {
        if (!chances[symbols[i]]) foretold.push(symbols[i])
        chances[symbols[i]] += (counts[i] - DISCOUNTS[order]) * part
      }
      share = (share * DISCOUNTS[order] * symbols.length) / total
    }
    const part = share / short.total
    const least = (share * DISCOUNTS[1] * short.symbols.length) / short.total / anywhere.total
    for (const each of foretold) {
      const elsewhere = (anywhere.counts[each] - DISCOUNTS[0]) * least
      chances[each] = chances[each] + (following[each] - DISCOUNTS[1]) * part + elsewhere
    }
    return foretold
  }

  function readForetold(foretold) {
    let rest = 1
    for (const each of foretold) rest -= chances[each]
    const sizes = foretold.map(each => Math.floor(chances[each] * SCALE) + 1)
    const others = Math.max(Math.trunc(rest * SCALE), 0) + 1
    return foretold[choose(sizes.length, i => sizes[i], sizes.reduce(add, others))] ?? -1
  }

  // Sizes are in quarters here, and in halves below: a count less its discount is a whole number of them.
  function readFollowing({ symbols, counts, total }, foretold) {
    const sizeOf = i => (chances[symbols[i]] ? 0 : 4 * counts[i] - 3)
    const gone = foretold.reduce((sum, each) => sum + 4 * following[each] - 3, 0)
    return symbols[choose(symbols.length, sizeOf, 4 * total - gone)] ?? -1
  }

  function readKnown(short) {
    const { counts } = anywhere
    const sizeOf = symbol => (following[symbol] ? 0 : 2 * counts[symbol] - 1)
    const gone = short.symbols.reduce((sum, each) => sum + 2 * counts[each] - 1, 0)
    return choose(units.length, sizeOf, 2 * anywhere.total - gone)
  }

  function readNew() {
    const row = choose(256, i => rows[i], rows.reduce(add))
    rows[row]++
    const place = choose(256, () => 1, 256)
    return units.push(String.fromCharCode(256 * row + place)) - 1
  }

  // Counts a symbol in the contexts, from the longest to the first that had foretold it, and goes on to the next.
  function learn(symbol) {
    let known = false
    const next = [anywhere]
    for (let order = contexts.length - 1; order >= 0; order--) {
      const context = contexts[order]
      const at = order ? context.symbols.indexOf(symbol) : (anywhere.symbols[symbol] ?? -1)
      if (at < 0) addTo(context, symbol)
      if (at >= 0 && !known) {
        context.total++
        context.counts[at]++
        known = true
      }
      if (order + 1 < DISCOUNTS.length) next[order + 1] = context.longer.at(at)
    }
    contexts = next
  }

  const text = []
  while (text.length < length) {
    const symbol = read()
    learn(symbol)
    text.push(units[symbol])
  }
  return text.join("")
}

const NONE = []
const add = (a, b) => a + b

// What has followed some characters: the symbols, how often each did, and the context that each leads to.
function createContext() {
  return { symbols: NONE, counts: NONE, total: 0, longer: NONE }
}

// Most contexts have one symbol for ever: an array made of it takes far less room than one that it is pushed to.
function addTo(context, symbol) {
  if (context.total++) {
    context.symbols.push(symbol)
    context.counts.push(1)
    context.longer.push(createContext())
  } else {
    context.symbols = [symbol]
    context.counts = [1]
    context.longer = [createContext()]
  }
}

// Returns a function that tells which of some stretches of a whole was written, -1 for what is left of it.
function createChooser(packed) {
  let place = 0
  let code = 0
  let range = 2 ** 48
  const next = () => packed.charCodeAt(place++) || 0
  for (let i = 0; i < 6; i++) code = code * 256 + next()

  return function choose(count, sizeOf, total) {
    const part = Math.floor(range / total)
    const value = Math.floor(code / part)
    let chosen = -1
    let start = 0
    let size = 0
    do {
      start += size
      size = ++chosen < count ? sizeOf(chosen) : total - start
    } while (value >= start + size && chosen < count)
    code -= part * start
    range = part * size
    while (range < 2 ** 40) {
      code = code * 256 + next()
      range *= 256
    }
    return chosen < count ? chosen : -1
  }
}
