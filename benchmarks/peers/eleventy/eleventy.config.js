// The same pages as the other contenders make: articles with neighbours and tags, lists of 20, a feed, a sitemap.

const PER_PAGE = 20;
const pad = (number) => String(number).padStart(2, "0");

/** The time in China, whatever the machine's own time zone. */
function local(date) {
  const there = new Date(date.getTime() + 8 * 3600 * 1000);
  const day = `${there.getUTCFullYear()}-${pad(there.getUTCMonth() + 1)}-${pad(there.getUTCDate())}`;
  return { day, clock: `${pad(there.getUTCHours())}:${pad(there.getUTCMinutes())}` };
}

export default function (config) {
  config.addPassthroughCopy("style.css");
  config.addGlobalData("site", { title: "基准新闻", url: "https://example.org" });

  config.addFilter("day", (date) => local(date).day);
  config.addFilter("minute", (date) => `${local(date).day} ${local(date).clock}`);
  config.addFilter("iso", (date) => `${local(date).day}T${local(date).clock}:00+08:00`);
  config.addFilter("rfc822", (date) => date.toUTCString());

  config.addCollection("news", (api) => {
    const items = api.getFilteredByGlob("news/*.md");
    items.forEach((item, index) => {
      item.data.earlier = items[index - 1];
      item.data.later = items[index + 1];
    });
    return items.slice().reverse();
  });

  config.addCollection("tagLists", (api) => {
    const byTag = new Map();
    for (const item of api.getFilteredByGlob("news/*.md").reverse()) {
      for (const tag of item.data.tags) {
        if (!byTag.has(tag)) byTag.set(tag, []);
        byTag.get(tag).push(item);
      }
    }
    const lists = [];
    for (const [tag, items] of byTag) {
      const total = Math.ceil(items.length / PER_PAGE);
      for (let number = 1; number <= total; number++) {
        lists.push({ tag, number, total, items: items.slice((number - 1) * PER_PAGE, number * PER_PAGE) });
      }
    }
    return lists;
  });

  return {
    dir: { input: ".", output: "public" },
    markdownTemplateEngine: false,
    templateFormats: ["md", "njk"],
  };
}
