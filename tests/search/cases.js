// Cases of docs/assets/search/engine.js, for any runner: `engineCases(test, equal)` calls `test(name, run)` for each.
// The engine's own functions are expected to be in scope.

function engineCases(test, equal) {
  // --- A small site -------------------------------------------------------------------------------------------

  // Makes a site of { address: [title, text] } or of lists of entries. `variants`: groups, the first for the others.
  const siteOf = (pages, { variants = "制製 业業 数數 发發髮 讯訊 资資 体體 传傳 统統 软軟", vocabulary = "" } = {}, leaf = "") => {
    const docs = Object.entries(pages).flatMap(([address, entries]) =>
      (typeof entries[0] === "string" ? [["", ...entries]] : entries).map(
        ([tag, title, text]) => `<${[tag || `/${address}`, title, ...(text ? text.split("\n") : [])].map(escapeHtml).join(">")}`
      )
    )
    return createSite({ elsewhere: "异地说法" }, indexOf(docs.join(""), vocabulary, variants), leaf)
  }
  // Returns an index, which has variants beside the first of their group that it has.
  const indexOf = (docs, vocabulary, variants) => {
    const groups = variants.split(" ")
    const listed = Array.from(new Set(docs + vocabulary), character => {
      const at = groups.findIndex(group => group.includes(character))
      return at < 0 ? "" : groups.splice(at, 1)[0].replace(character, "")
    })
    return [docs, vocabulary, listed.join(" ")].join("\f")
  }
  const pagesFor = (site, query) => findPages(site, query).map(found => found.page.address)
  const marksIn = html => Array.from(html.matchAll(/<mark data-md-highlight>(.*?)<\/mark>/g), match => match[1])
  const shown = (site, query) => search(site, query).flatMap(item => item.flatMap(doc => [doc.title, doc.text]))
  const missing = item => Object.keys(item[0].terms).filter(term => !item[0].terms[term])
  const fold = createFold(new Map([["製", "制"], ["業", "业"], ["體", "体"]]))

  // --- Folding ------------------------------------------------------------------------------------------------

  test("either script, width and case become one", () => {
    equal(fold("製造業").text, fold("制造业").text)
    equal(fold("５Ｇ網絡 APMP").text, "5g網絡apmp")
  })

  test("white space, quotation marks and invisible characters go, other punctuation stays", () => {
    equal(fold("“聊 · 诚办”、「親\u200b清」\u3000'x'").text, "聊·诚办、親清x")
  })

  test("dashes become one", () => {
    equal(fold("2016—2020").text, fold("2016-2020").text)
    equal(fold("2016–2020").text, fold("2016－2020").text)
  })

  test("offsets lead back to the source, over characters that grow, vanish or take two units", () => {
    const folded = fold("占地 5㎡，𬬻“A”")
    equal(folded.text, "占地5m2,𬬻a")
    const at = folded.text.indexOf("m2")
    equal(folded.source.slice(...inSource(folded, [at, at + 2])), "㎡")
    equal(folded.source.slice(...inSource(folded, [at + 1, at + 2])), "㎡")
    const rare = folded.text.indexOf("𬬻")
    equal(folded.source.slice(...inSource(folded, [rare, rare + 2])), "𬬻")
    equal(folded.source.slice(...inSource(folded, [0, 3])), "占地 5")
  })

  // --- Reading the index --------------------------------------------------------------------------------------

  test("the index's pages, passages and asides are read", () => {
    const [[page, passage, aside], [other]] = readEntries("</a/>甲>𬬻乙&lt;<#p&amp;q>丙>&lt;>丁<!></b/>甲>乙")
    equal(page, { location: "a/", aside: false, title: "甲", blocks: ["𬬻乙<"] })
    equal(passage, { location: "p&q", aside: false, title: "丙", blocks: ["<", "丁"] })
    equal(aside, { location: "", aside: true, title: "", blocks: [] })
    equal(other, { location: "b/", aside: false, title: "甲", blocks: ["乙"] })
  })

  test("what stands already is read from its place", () => {
    equal(withRepeats("</a/>甲>𬬻乙丙<#p><7 4>，<0 5>"), "</a/>甲>𬬻乙丙<#p>𬬻乙丙，</a/>")
    const [docs, ...tables] = indexOf("</a/>甲>乙发</b/>丙>乙发", "", "发發").split("\f")
    const site = createSite({}, [docs.replace(/乙发$/, "<7 2>"), ...tables].join("\f"))
    equal(pagesFor(site, "乙發"), ["a/", "b/"])
  })

  test("variants belong to the characters of the text, as they first appear", () => {
    equal([...readVariants("甲製𬬻甲制乙", " 制   資资")], [["制", "製"], ["資", "乙"], ["资", "乙"]])
    equal(readVariants("甲", "").size, 0)
  })

  test("words of other regions are folded as the text is", () => {
    const site = siteOf({ "a/": ["甲", "製業"] }, { vocabulary: "资体 制业" })
    equal([...site.vocabulary.entries()], [["资体", { same: ["资体"], others: ["製業"] }]])
  })

  // --- Finding ------------------------------------------------------------------------------------------------

  test("every substring of a page is found in either script, and the mark is what the page spells", () => {
    const text = "推动“制造业”数字化 转型，5G 网络覆盖 38.2 亿元。"
    const site = siteOf({ "a/": ["标题", text], "b/": ["别的", "无关的话"] })
    const traditional = { 制: "製", 业: "業", 数: "數" }
    for (let start = 0; start < text.length; start++) {
      for (let end = start + 1; end <= text.length; end++) {
        const part = text.slice(start, end).replace(/\s/g, "")
        if (!site.fold(part).text) continue
        for (const query of [part, part.replace(/[制业数]/g, found => traditional[found])]) {
          const [item] = search(site, query)
          equal(item[0].location.split("?")[0], "a/")
          const marked = plain(marksIn(item[0].text)[0] ?? "")
          equal(site.fold(marked).text, site.fold(part).text)
        }
      }
    }
  })

  test("a page is found once, whatever the number of its matches", () => {
    const site = siteOf({ "a/": [["", "甲", "发展"], ["#x", "发展", "发展，發展"], ["#y", "", "发展"]] })
    equal(search(site, "发展").length, 1)
  })

  test("a space means and, of any kind", () => {
    const site = siteOf({ "a/": ["甲", "产业升级"], "b/": ["乙", "产业"], "c/": ["升级", "谈产业"] })
    equal(pagesFor(site, "产业 升级").sort(), ["a/", "c/"])
    equal(pagesFor(site, "产业\u3000升级").sort(), ["a/", "c/"])
  })

  test("what stands nowhere finds nothing", () => {
    const site = siteOf({ "a/": ["甲", "产业升级"] })
    for (const query of ["量子", "鼉", "产品", "", " ", "“”", "产业 量子纠缠"]) equal(search(site, query), [])
  })

  test("a short term does not run on into the next block, a long one does", () => {
    const site = siteOf({ "a/": [["", "甲", ""], ["#x", "传统产业", "升级的路径"]] })
    equal(search(site, "业升"), [])
    const [item] = search(site, "产业升级的")
    equal(missing(item), [])
    equal(marksIn(item[0].text), ["产业 升级的"])
  })

  test("a term that runs on does not hide one that stands", () => {
    const site = siteOf({ "a/": ["甲", "人\n人人"] })
    equal(marksIn(search(site, "人人")[0][0].text), ["人人"])
  })

  // --- Words of the regions -----------------------------------------------------------------------------------

  const regional = { vocabulary: "信息=资讯\n程序 程式\n程序=进程\n软体 软件" }

  test("a word finds its other regions' words, both ways", () => {
    const site = siteOf({ "a/": ["甲", "信息技术"], "b/": ["乙", "财经资讯"] }, regional)
    equal(pagesFor(site, "資訊"), ["b/", "a/"])
    equal(pagesFor(site, "信息"), ["a/", "b/"])
    equal(marksIn(search(site, "資訊")[1][0].text), ["信息"])
  })

  test("a word that is spelt otherwise is the same word", () => {
    const site = siteOf(
      { "a/": ["甲", "藉助，借助"], "b/": ["乙", "利用"], "c/": ["丙", "慰藉，借钱"] },
      { vocabulary: "借助~藉助\n借助 利用" }
    )
    equal(pagesFor(site, "藉助"), ["a/"])
    equal(marksIn(search(site, "藉助")[0][0].text), ["藉助", "借助"])
    equal(pagesFor(site, "借助"), ["a/", "b/"])
    equal(readTerms(site, "借助")[0].forms, ["借助", "藉助"])
    equal(readTerms(site, "借助".repeat(100))[0].forms.length <= FORMS, true)
  })

  test("only one step: 进程 is 程序 and 程序 is 程式, but 进程 is not 程式", () => {
    const site = siteOf({ "a/": ["甲", "程式"], "b/": ["乙", "程序"] }, regional)
    equal(pagesFor(site, "进程"), ["b/"])
    equal(pagesFor(site, "程序"), ["b/", "a/"])
  })

  test("words inside a longer term are replaced too, each and together", () => {
    const site = siteOf({ "a/": ["甲", "信息软件业"], "b/": ["乙", "资讯软件业"] }, regional)
    equal(pagesFor(site, "資訊軟體業").sort(), ["a/", "b/"])
  })

  test("many words in one term do not multiply without end", () => {
    const site = siteOf({ "a/": ["甲", "信息"] }, regional)
    equal(readTerms(site, "資訊".repeat(100))[0].regional.length <= FORMS + 1, true)
  })

  test("a page that has only another region's word says so, one that has the word itself does not", () => {
    const site = siteOf({ "a/": [["", "甲", "无"], ["#p", "", "信息技术，信息"]], "b/": ["乙", "财经資訊，信息"] }, regional)
    equal(search(site, "资讯").map(item => item.at(-1).title), ["乙", "甲 <small>异地说法：信息</small>"])
    equal(shown(site, "财经").join("").includes("异地说法"), false)
  })

  test("a page whose title alone has another region's word says so too", () => {
    const site = siteOf({ "a/": ["信息", ""], "b/": ["乙", "软件与数字", ""] }, regional)
    equal(search(site, "資訊")[0][0].title, "<mark data-md-highlight>信息</mark> <small>异地说法：信息</small>")
    equal(search(site, "軟體 数字")[0][0].title.endsWith("<small>异地说法：软件</small>"), true)
  })

  // --- In part ------------------------------------------------------------------------------------------------

  test("most of a term is enough, and says what is missing", () => {
    const site = siteOf({ "a/": ["甲", "数字化转型很难"], "b/": ["乙", "数字"] })
    const items = search(site, "数字化转型路线")
    equal(items.map(item => missing(item)), [["数字化转型路线"]])
    equal(marksIn(items[0][0].text), ["数字化转型"])
  })

  test("a query put together of words that are there is marked all the same", () => {
    const site = siteOf({ "a/": ["甲", "升级，产业"] })
    equal(search(site, "产业升级").map(missing), [["产业升级"]])
  })

  test("less than most is not enough", () => {
    const site = siteOf({ "a/": ["甲", "数字化"] })
    equal(search(site, "数字时代的焦虑"), [])
  })

  test("single characters and repetitions are no pieces", () => {
    const site = siteOf({ "a/": ["甲", "航天，母亲，舰 aa"] })
    equal(search(site, "航母舰"), [])
    equal(search(site, "a".repeat(50)), [])
  })

  test("Latin words and numbers are no pieces of longer ones", () => {
    const site = siteOf({ "a/": ["甲", "APMP 化机浆，1975 年，str to"] })
    for (const query of ["APMPX", "19757", "toString"]) equal(search(site, query), [])
    equal(search(site, "APM").map(missing), [[]])
    equal(search(site, "APMP化机浆板").map(missing), [["APMP化机浆板"]])
  })

  test("a page that has all comes alone: nothing in part beside it", () => {
    const site = siteOf({ "a/": ["甲", "数字化转型"], "b/": ["乙", "数字化"] })
    equal(pagesFor(site, "数字化转型"), ["a/"])
  })

  // --- Order --------------------------------------------------------------------------------------------------

  test("title before heading before text before aside", () => {
    const site = siteOf({
      "aside/": [["", "甲", "无"], ["!m", "", "绿色"]],
      "text/": ["乙", "绿色绿色绿色绿色"],
      "heading/": [["", "丙", "无"], ["#h", "绿色", "无"]],
      "title/": ["绿色", "无"]
    })
    equal(pagesFor(site, "绿色"), ["title/", "heading/", "text/", "aside/"])
  })

  test("earlier, more and denser matches come first", () => {
    const filler = "无关的话，".repeat(20)
    const site = siteOf({
      "late/": ["甲", `${filler}绿色`],
      "early/": ["乙", `绿色${filler}`],
      "more/": ["丙", `${filler}绿色绿色绿色`],
      "dense/": ["丁", "绿色"]
    })
    equal(pagesFor(site, "绿色"), ["dense/", "more/", "early/", "late/"])
  })

  test("a word itself comes before its regional form", () => {
    const site = siteOf({ "a/": ["信息", "信息信息"], "b/": ["乙", "无关的话，资讯"] }, regional)
    equal(pagesFor(site, "资讯"), ["b/", "a/"])
  })

  // --- What is shown ------------------------------------------------------------------------------------------

  const long = (words, count) => Array.from({ length: count }, (_, i) => `第${i}段说${words}。`).join("\n")

  test("a result leads to the passage, with its words in the page's spelling", () => {
    const site = siteOf({ "a/": [["", "甲", "开头"], ["#p-1", "数字经济", "谈數字化转型"], ["#p-2", "", "无关"]] })
    const [item] = search(site, "数字化")
    equal(item.map(doc => doc.location), [`a/?h=${encodeURIComponent("數字化")}#p-1`, `a/?h=${encodeURIComponent("數字化")}`])
    equal(item[0].title, "数字经济")
    equal(item[0].terms, { 數字化: true })
  })

  test("a result brings along every way in which the page spells its words", () => {
    const site = siteOf({ "a/": ["甲", "PDF，pdf，發展，发展，PDF"] })
    equal(Object.keys(search(site, "pdf 发展")[0][0].terms), ["PDF", "pdf", "發展", "发展"])
  })

  test("the theme shows two passages at once and hides the others: they score less; the headline has no text", () => {
    const site = siteOf({ "a/": [["", "甲", "无"], ...[1, 2, 3, 4].map(i => [`#p-${i}`, "", "绿色".repeat(i)])] })
    const [item] = search(site, "绿色")
    equal(item.map(doc => doc.location.split("#")[1] ?? ""), ["p-4", "p-3", "p-1", "p-2", ""])
    equal(item.map(doc => doc.score >= item[0].score), [true, true, false, false, false])
    equal(item.at(-1).text, "")
  })

  test("a match in the page's first words is shown under its headline", () => {
    const site = siteOf({ "a/": [["", "甲", "绿色绿色"], ["#p", "", "绿色"]] })
    const [item] = search(site, "绿色")
    equal(item.map(doc => doc.location.includes("#")), [false, true])
    equal(item[0].text, "<mark data-md-highlight>绿色</mark><mark data-md-highlight>绿色</mark>")
    equal(item[1].score < item[0].score, true)
  })

  test("a match in the title alone shows how the page begins", () => {
    const site = siteOf({ "a/": [["", "绿色", ""], ["#p", "", "开头的话"]] })
    const [item] = search(site, "绿色")
    equal(item.map(doc => [doc.title, doc.text]), [["<mark data-md-highlight>绿色</mark>", "开头的话"]])
  })

  test("pages score in their order, so that Enter opens the first one's best passage", () => {
    const site = siteOf({ "a/": ["甲", "绿色"], "b/": [["", "绿色", ""], ["#p", "", "绿色"]] })
    const best = search(site, "绿色").map(item => Math.max(...item.map(doc => doc.score)))
    equal(best, [2, 1])
    equal(search(site, "绿色")[0][0].score, 2)
    equal(search(site, "绿色")[0][0].location.endsWith("#p"), true)
  })

  test("pages far down the list show less, and are all there", () => {
    const entries = i => [["", `第${i}页`, "开头的话"], ["#p", "", "绿色"], ["#q", "", "绿色"]]
    const site = siteOf(Object.fromEntries(Array.from({ length: LONG_LIST + 9 }, (_, i) => [`${i}/`, entries(i)])))
    const items = search(site, "绿色")
    equal(items.length, LONG_LIST + 9)
    equal([0, WIDE - 1, WIDE, LONG_LIST - 1, LONG_LIST].map(rank => items[rank].length), [3, 3, 2, 2, 1])
    equal([items[0][0].text, items.at(-1)[0].text], ["<mark data-md-highlight>绿色</mark>", "开头的话"])
    equal(items.at(-1)[0].location, `${LONG_LIST + 8}/?h=${encodeURIComponent("绿色")}`)
  })

  test("asides are shown only where there is nothing else", () => {
    const site = siteOf({
      "a/": [["", "甲", "无"], ["#p", "", "绿色"], ["!m", "", "绿色绿色"]],
      "b/": [["", "乙", "无"], ["!m", "", "绿色"]]
    })
    equal(search(site, "绿色").map(item => item.map(doc => doc.location.split("#")[1] ?? "")), [["p", ""], ["m", ""]])
  })

  test("an excerpt is short, holds the match and most of the terms, and begins with a sentence", () => {
    const text = `${long("绿色", 30)}\n${long("数字", 3)}绿色与数字并重。`
    const site = siteOf({ "a/": ["甲", text] })
    const excerpt = search(site, "绿色 数字")[0][0].text
    equal(new Set(marksIn(excerpt)).size, 2)
    equal(excerpt.replace(/<[^>]*>/g, "").length <= EXCERPT + LEAD, true)
    equal(/^…第\d+段/.test(excerpt), true)
  })

  test("an excerpt does not cut a character in two", () => {
    const site = siteOf({ "a/": ["甲", `${"𬬻".repeat(41)}绿色${"𬬻".repeat(99)}`] })
    equal(/^…𬬻+</u.test(search(site, "绿色")[0][0].text), true)
    equal(search(site, "绿色")[0][0].text.isWellFormed?.() ?? true, true)
  })

  test("a long match is shown whole", () => {
    const site = siteOf({ "a/": ["甲", `开头。${long("绿色", 60)}`] })
    const query = site.pages[0].text.slice(300, 500)
    equal(site.fold(marksIn(search(site, query)[0][0].text)[0]).text, query)
  })

  // --- Safety -------------------------------------------------------------------------------------------------

  const payloads = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "&lt;b&gt;",
    "</mark><b>",
    "javascript:alert(1)",
    "{{ 7*7 }}",
    "__proto__",
    "constructor",
    "\\u003cscript\\u003e",
    "$&$1",
    "(a+)+$",
    "\ud800",
    "\0"
  ]
  const onlyMarks = html => !/[<>]/.test(html.replace(/<\/?mark( data-md-highlight)?>/g, ""))

  test("nothing of a page or a query becomes markup", () => {
    for (const payload of payloads) {
      const site = siteOf({ "a/": [["", payload, `文字${payload}文字`], ["#p", payload, payload]] })
      for (const query of [payload, "文字", payload.slice(1), `文字 ${payload}`]) {
        equal(shown(site, query).every(onlyMarks), true)
      }
    }
  })

  test("a payload that a page shows as text is found as text", () => {
    const site = siteOf({ "a/": ["甲", "写作 <b>粗</b> 与 &lt;"] })
    equal(marksIn(search(site, "<b>粗")[0][0].text), ["&lt;b&gt;粗"])
    equal(marksIn(search(site, "&lt;")[0][0].text), ["&amp;lt;"])
    equal(search(site, "amp;lt"), [])
  })

  test("names of an object's own things are words like others", () => {
    const site = siteOf({ "a/": ["甲", "__proto__ constructor"] }, { variants: "", vocabulary: "" })
    equal(Object.keys(search(site, "__proto__")[0][0].terms), ["__proto__"])
    equal(search(site, "constructor").length, 1)
    equal(search(site, "toString"), [])
  })

  test("a query is cut, so that none takes long", () => {
    const text = Array.from({ length: 3000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 8000))).join("")
    const pages = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}/`, ["甲", text.slice(i * 20)]]))
    const site = siteOf({ ...pages, "aa/": ["乙", "a".repeat(20000)], "ab/": ["丙", "ab".repeat(10000)] })
    const repeated = ["a", "ab", `${"a".repeat(99)}b`, "甲 ", "ﷺ", "𬬻"].map(part => part.repeat(5000 / part.length))
    for (const query of [...repeated, text.slice(0, 5000), text.slice(0, 200).split("").reverse().join("")]) {
      const start = performance.now()
      search(site, query)
      equal(performance.now() - start < 1000, true)
    }
    equal(readTerms(site, "甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑 寅 卯").length, TERMS)
  })

  // --- The theme ----------------------------------------------------------------------------------------------

  const setup = docs => ({
    type: 0,
    data: { config: { elsewhere: "异地说法" }, docs: indexOf(docs, "", "产產 业業"), options: {} }
  })

  test("messages of the theme are answered, others are refused", () => {
    equal(answer(setup("</>首页>传统产业")), { type: 1 })
    const { type, data } = answer({ type: 2, data: "產業" })
    equal([type, data.items.length], [3, 1])
    equal(Object.keys(data.items[0][0]).sort(), ["location", "score", "terms", "text", "title"])
    equal(answer({ type: 2, data: "" }), { type: 3, data: { items: [] } })
    let refused = false
    try {
      answer({ type: 9 })
    } catch {
      refused = true
    }
    equal(refused, true)
  })

  test("the index waits until somebody turns to the search, or asks", () => {
    const damaged = { type: 0, data: { config: {}, docs: "" } }
    const fails = message => {
      try {
        answer(message)
        return false
      } catch {
        return true
      }
    }
    equal([fails(damaged), fails({ type: 2, data: " " }), fails({ type: 2, data: "产" })], [false, false, true])
    equal([fails(damaged), fails({ type: 4 })], [false, true])
    equal(fails(damaged), true)
    equal([fails(setup("</>首页>产业")), answer({ type: 2, data: "產" }).data.items.length], [false, 1])
  })

  test("without a server, addresses of folders are completed, those of files are not", () => {
    const pages = { "": ["首页", "绿色"], "a/": [["", "甲", ""], ["#p", "", "绿色"]], "b.html": ["乙", "绿色"] }
    const site = siteOf(pages, {}, "index.html")
    const links = search(site, "绿色").map(item => item[0].location.replace(/\?h=[^#]*/, "?")).sort()
    equal(links, ["a/index.html?#p", "b.html?", "index.html?"])
  })
}
