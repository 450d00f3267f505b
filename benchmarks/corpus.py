"""Makes the content that all contenders build: articles in Chinese, and large photos.

Everything follows from a seed, so two runs anywhere make the same bytes. This module knows nothing of the contenders:
it gives them `Story` values and folders of photos, and they write those down in their own dialect.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

CHINA = timezone(timedelta(hours=8))
GRAIN = 16.0  # standard deviation of the photos' noise, in levels of 256
DISTINCT = 48
LATEST = datetime(2025, 6, 30, 18, 0, tzinfo=CHINA)
INTERVAL = timedelta(minutes=37)

UNITS = [
    "金塘镇",
    "书香路社区",
    "马营镇",
    "共和镇",
    "白藤街道",
    "南屏街道",
    "环市街道",
    "荷塘镇",
    "杜阮镇",
    "潮连街道",
    "棠下镇",
    "双龙社区",
]
SUBJECTS = [
    "评审组",
    "参赛团队",
    "镇党委",
    "社区干部",
    "志愿者",
    "专家评委",
    "街坊邻里",
    "驻村工作队",
    "青年突击队",
    "村民代表",
]
VERBS = ["现场展示了", "认真总结了", "逐项落实了", "反复打磨了", "共同推进了", "系统梳理了", "完整呈现了", "持续优化了"]
OBJECTS = [
    "基层治理的新做法",
    "乡村振兴的路线图",
    "便民服务的小窗口",
    "老旧小区的改造方案",
    "集体经济的增收账本",
    "网格化管理的流程",
    "红色阵地的建设成果",
    "数字平台的使用经验",
    "矛盾调解的工作机制",
    "产业链条的延伸计划",
]
MANNERS = [
    "在台上",
    "在一线",
    "在田间地头",
    "在百姓家门口",
    "在短短三个月里",
    "在层层选拔之后",
    "在反复论证之下",
    "在上级支持下",
]
RESULTS = [
    "赢得了评委的一致好评",
    "让群众看到了实实在在的变化",
    "为同类项目提供了可复制的样本",
    "把难点变成了亮点",
    "使办事时间缩短了一半",
    "带动了周边五个村共同发展",
    "得到了参赛单位的热烈回应",
    "成为全场讨论的焦点",
]
BOLD = [
    "一线工作法",
    "先锋服务队",
    "出让代建返租",
    "三方联动",
    "党建引领",
    "群众满意度",
    "闭环管理",
    "积分制",
    "议事会",
    "微心愿",
]
TAGS = tuple(
    f"{place}{subject}"
    for place in ["侨都", "先锋", "首善", "蓬江", "珠海", "台山"]
    for subject in ["党建", "治理", "振兴", "服务", "文明", "产业", "平安", "青年", "文化", "环境"]
)


@dataclass(frozen=True)
class Story:
    """One article: its slug, its front matter's facts and its Markdown body."""

    slug: str
    title: str
    date: datetime
    tags: tuple[str, ...]
    body: str

    def edited(self, sentence: str) -> Story:
        """The same article with a sentence added to its first paragraph."""
        first, rest = self.body.split("\n", 1)
        return replace(self, body=f"{first}{sentence}\n{rest}")

    def retitled(self, word: str) -> Story:
        """The same article with a word added to its title."""
        return replace(self, title=self.title + word)


def stories(count: int, seed: int = 20240726) -> Iterator[Story]:
    """`count` articles, the latest first; the first n of a longer corpus are those of a shorter one."""
    for number in range(count):
        yield story(number, seed)


def story(number: int, seed: int = 20240726) -> Story:
    """Article `number`: about 4.7 KB of Markdown.

    >>> article = story(3)
    >>> article.slug, len(article.tags), article.body.count("## "), article.body.count("\\n- ")
    ('story-000003', 3, 3, 12)
    """
    dice = random.Random(f"{seed}/{number}")
    title = f"{dice.choice(UNITS)}{dice.choice(BOLD)}:{dice.choice(SUBJECTS)}{dice.choice(VERBS)}{dice.choice(OBJECTS)}"
    return Story(
        slug=f"story-{number:06}",
        title=title,
        date=LATEST - number * INTERVAL,
        tags=tuple(dice.sample(TAGS, 3)),
        body=_body(dice),
    )


def _sentence(dice: random.Random) -> str:
    return (
        f"{dice.choice(UNITS)}{dice.choice(SUBJECTS)}{dice.choice(MANNERS)}{dice.choice(VERBS)}"
        f"{dice.choice(OBJECTS)},{dice.choice(RESULTS)}。"
    )


def _paragraph(dice: random.Random) -> str:
    bold = f"他们把**{dice.choice(BOLD)}**作为抓手,用{dice.randint(2, 90)}天时间走访{dice.randint(100, 3000)}户。"
    return _sentence(dice) + bold + _sentence(dice)


def _bullets(dice: random.Random) -> str:
    return "\n".join(
        f"- {dice.choice(SUBJECTS)}{dice.choice(VERBS)}{dice.choice(OBJECTS)}{dice.randint(2, 9999)}次"
        for _ in range(4)
    )


def _link(dice: random.Random) -> str:
    number = dice.randint(1, 9999)
    return f"详见[{dice.choice(UNITS)}的报道](https://example.com/report/{number}),{_sentence(dice)}"


def _code(dice: random.Random) -> str:
    return f'报名系统的接口是`/api/v1/entries/{dice.randint(1, 99)}`,返回`{{"ok": true}}`即为成功。'


def _body(dice: random.Random) -> str:
    """Three sections: a heading, three paragraphs, four bullets and a quotation each; links and code among them."""
    blocks: list[str] = []
    for name in ("简介", "主要做法", "成效"):
        paragraphs = [_paragraph(dice) for _ in range(3)]
        paragraphs[0] += _link(dice)
        paragraphs[1] += _code(dice)
        if blocks:
            blocks.append(f"## {name}")
        blocks += [*paragraphs[:2], _bullets(dice), f"> {_sentence(dice)}", paragraphs[2]]
    blocks.insert(1, "## 简介")
    blocks.append(f"```\nscore = 0.6 * jury + 0.4 * audience  # {dice.randint(60, 99)}\nassert score <= 100\n```")
    return "\n\n".join(blocks) + "\n"


def photos(folder: Path, count: int = 48, size: tuple[int, int] = (4000, 3000), seed: int = 20240726) -> None:
    """Write `count` JPEGs of quality 90: soft light, hard edges, and the noise of a camera. Kept if already there.

    After the first `DISTINCT` the scenes come again, told apart by a comment in the file: no two files are equal.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / photo_name(number)
        if path.exists():
            continue
        part = path.with_suffix(".part")
        if number < DISTINCT:
            _photo(part, size, seed + number)
        else:
            scene = (folder / photo_name(number % DISTINCT)).read_bytes()
            comment = f"photo {number}".encode()
            mark = b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
            part.write_bytes(scene[:2] + mark + scene[2:])
        part.replace(path)


def photo_name(number: int) -> str:
    """The file name of photo `number`."""
    return f"photo-{number:04}.jpg"


def _photo(path: Path, size: tuple[int, int], seed: int) -> None:
    import numpy
    from PIL import Image, ImageDraw

    width, height = size
    dice = random.Random(seed)
    noise = numpy.random.default_rng(seed)
    light = noise.integers(30, 225, (9, 12, 3), dtype=numpy.uint8)
    scene = Image.fromarray(light).resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(scene)
    for _ in range(160):
        x, y = dice.randrange(width), dice.randrange(height)
        reach = dice.randrange(width // 100, width // 8)
        colour = (dice.randrange(20, 235), dice.randrange(20, 235), dice.randrange(20, 235))
        box = (x, y, x + reach, y + dice.randrange(reach // 3 + 1, reach + 1))
        if dice.random() < 0.5:
            draw.ellipse(box, fill=colour)
        else:
            draw.rectangle(box, fill=colour)
    pixels = numpy.asarray(scene, dtype=numpy.int16)
    grain = noise.normal(0, GRAIN, (height, width, 1)) + noise.normal(0, GRAIN / 2, (height, width, 3))
    noisy = numpy.clip(pixels + grain, 0, 255).astype(numpy.uint8)
    Image.fromarray(noisy).save(path, "JPEG", quality=90)


if __name__ == "__main__":
    photos(Path(sys.argv[1]), int(sys.argv[2]))
