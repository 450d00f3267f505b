"""The words of every scoring problem: ``code → language → (what is wrong, what to do next)``.

Only words; which problem arises when is the business of the checks.
"""

from __future__ import annotations

from leitai.scoring.problems import Catalogue

RULES: Catalogue = {
    "components_missing": {
        "zh": ("评分规则里没有任何评分项。", "在 components 下写出每个评分项及其权重。"),
        "en": ("The scoring rules have no components.", "List every component with its weight under components."),
    },
    "weights_sum": {
        "zh": (
            "各评分项权重之和{where}是 {sum}%，不是 100%：{list}。",
            "改正权重，使它们相加恰好等于 100。",
        ),
        "en": (
            "The weights of the components{where} sum to {sum}%, not 100%: {list}.",
            "Correct the weights so that they add up to exactly 100.",
        ),
    },
    "stage_weights_sum": {
        "zh": ("各阶段权重之和是 {sum}%，不是 100%：{list}。", "改正阶段权重；不计入总分的阶段写 weight: 0。"),
        "en": (
            "The weights of the stages sum to {sum}%, not 100%: {list}.",
            "Correct them; a stage that does not count in the total has weight: 0.",
        ),
    },
    "criteria_weights_sum": {
        "zh": ("“{component}”各评分指标权重之和是 {sum}%，不是 100%。", "改正指标权重，使它们相加恰好等于 100。"),
        "en": (
            "The criteria of “{component}” have weights that sum to {sum}%, not 100%.",
            "Correct the weights so that they add up to exactly 100.",
        ),
    },
    "criteria_weights_mixed": {
        "zh": ("“{component}”的评分指标有的写了权重，有的没写。", "要么每个指标都写 weight，要么都不写。"),
        "en": (
            "Some criteria of “{component}” have a weight and some have none.",
            "Give every criterion a weight, or none of them.",
        ),
    },
    "criteria_max_sum": {
        "zh": (
            "“{component}”各评分指标满分相加是 {sum}，评分项满分却是 {max}。",
            "改正指标满分或评分项的 max；若指标是按比例折算的，请写 weight。",
        ),
        "en": (
            "The maxima of the criteria of “{component}” add up to {sum}, but the component's max is {max}.",
            "Correct the criteria or the component's max; write weights if the criteria are converted.",
        ),
    },
    "criterion_max_missing": {
        "zh": ("“{component}”的评分指标“{criterion}”没有写满分。", "为它写上 max。"),
        "en": ("The criterion “{criterion}” of “{component}” has no maximum.", "Give it a max."),
    },
    "rule_number": {
        "zh": ("评分规则中 {what} 的值“{value}”不可用。", "允许的值：{allowed}。"),
        "en": ("{what} in the scoring rules cannot be “{value}”.", "Allowed: {allowed}."),
    },
    "id_twice": {
        "zh": ("评分规则里“{id}”用了两次。", "每个评分项、指标和阶段都要有各自的 id。"),
        "en": (
            "The id “{id}” is used twice in the scoring rules.",
            "Give every component, criterion and stage its own.",
        ),
    },
    "ties_unknown": {
        "zh": ("同分规则提到“{id}”，但没有这样的评分项或阶段。", "改成下列之一：{known}。"),
        "en": (
            "The tie-break rule names “{id}”, which is no component or stage.",
            "Use one of these: {known}.",
        ),
    },
    "share_rule": {
        "zh": ("“{component}”按票数占比计分，不能同时写 {field}。", "删去 {field}；若是打分制，请写 audience: score。"),
        "en": (
            "“{component}” counts votes by share and cannot have {field}.",
            "Remove {field}, or write audience: score if the audience gives scores.",
        ),
    },
    "seats_missing": {
        "zh": ("“{component}”按席位计票，但没有写席位数。", "写上 seats 或 seats_per_unit，或改为 share_of: cast。"),
        "en": (
            "“{component}” counts votes against seats, but the number of seats is not given.",
            "Write seats or seats_per_unit, or share_of: cast.",
        ),
    },
    "stage_component_unknown": {
        "zh": ("阶段“{stage}”提到评分项“{id}”，但没有这样的评分项。", "改成下列之一：{known}。"),
        "en": ("The stage “{stage}” names the component “{id}”, which does not exist.", "Use one of these: {known}."),
    },
    "component_unused": {
        "zh": ("没有任何阶段用到评分项“{component}”。", "把它写进某个阶段的 components，或删去它。"),
        "en": ("No stage uses the component “{component}”.", "Name it in a stage's components, or remove it."),
    },
}

ENTRIES: Catalogue = {
    "entry_twice": {
        "zh": ("项目“{project}”在参赛名单里出现两次。", "保留一处，或给另一个项目不同的 id。"),
        "en": ("The project “{project}” is entered twice.", "Keep one, or give the other its own id."),
    },
    "entry_without_pool": {
        "zh": ("规则写明 within: {within}，但项目“{project}”没有 {within}。", "为该项目写上 {within}。"),
        "en": (
            "Ranks are made within each {within}, but the project “{project}” has no {within}.",
            "Give the project its {within}.",
        ),
    },
    "entry_stage_unknown": {
        "zh": ("项目“{project}”晋级到“{stage}”，但没有这个阶段。", "改成下列之一：{known}。"),
        "en": ("The project “{project}” reached “{stage}”, which is no stage.", "Use one of these: {known}."),
    },
    "adjustment_project_unknown": {
        "zh": ("加减分写给了“{project}”，但没有这个项目。", "改正项目 id。"),
        "en": ("An adjustment is for “{project}”, which is no project.", "Correct the project's id."),
    },
    "adjustment_stage_unknown": {
        "zh": ("“{project}”的加减分写在阶段“{stage}”，但没有这个阶段。", "改成下列之一：{known}。"),
        "en": ("An adjustment for “{project}” is in “{stage}”, which is no stage.", "Use one of these: {known}."),
    },
    "adjustment_without_reason": {
        "zh": ("“{project}”加减 {points} 分，但没有写理由。", "写上理由，它会印在公报里。"),
        "en": (
            "“{project}” has an adjustment of {points} points without a reason.",
            "Write the reason; it is printed in the bulletin.",
        ),
    },
    "recusal_without_target": {
        "zh": ("评委“{judge}”的回避没有写对象。", "写上 project 或 unit。"),
        "en": ("The recusal of “{judge}” does not say from what.", "Write a project or a unit."),
    },
    "recusal_target_unknown": {
        "zh": ("评委“{judge}”回避“{target}”，但没有这样的项目或参赛单位。", "改正项目 id 或单位。"),
        "en": (
            "“{judge}” is recused from “{target}”, which is no project or unit of this edition.",
            "Correct the project's id or the unit.",
        ),
    },
    "recusal_judge_unknown": {
        "zh": ("评委“{judge}”写了回避，但评分表里没有这位评委。", "核对姓名是否与评分表一致。"),
        "en": (
            "“{judge}” is recused, but no score sheet has this judge.",
            "Check that the name is spelled as in the score sheet.",
        ),
    },
}

MARKS: Catalogue = {
    "mark_component_unknown": {
        "zh": ("分数属于评分项“{component}”，但规则里没有它{stage}。", "改成下列之一：{known}。"),
        "en": ("A mark belongs to “{component}”, which the rules do not have{stage}.", "Use one of these: {known}."),
    },
    "mark_stage_unknown": {
        "zh": ("分数属于阶段“{stage}”，但规则里没有它。", "改成下列之一：{known}。"),
        "en": ("A mark belongs to the stage “{stage}”, which the rules do not have.", "Use one of these: {known}."),
    },
    "mark_project_unknown": {
        "zh": ("分数打给“{project}”，但参赛名单里没有这个项目。", "改正项目，或把它加入名单。"),
        "en": ("A mark is for “{project}”, which is not entered.", "Correct the project, or enter it."),
    },
    "mark_not_in_stage": {
        "zh": ("“{project}”没有进入“{stage}”，却有该阶段的分数。", "删去分数，或改正该项目晋级到的阶段。"),
        "en": (
            "“{project}” did not reach “{stage}” but has a mark there.",
            "Remove the mark, or correct the stage that the project reached.",
        ),
    },
    "mark_criterion_unknown": {
        "zh": ("“{component}”没有评分指标“{criterion}”。", "改成下列之一：{known}。"),
        "en": ("“{component}” has no criterion “{criterion}”.", "Use one of these: {known}."),
    },
    "mark_criterion_needed": {
        "zh": ("“{component}”按指标打分，“{judge}”给“{project}”的分数没有写指标。", "按指标分列：{known}。"),
        "en": (
            "“{component}” is marked by criteria, but “{judge}” gave “{project}” one number.",
            "Give one mark for each of: {known}.",
        ),
    },
    "mark_not_a_number": {
        "zh": ("“{judge}”给“{project}”的分数 {value} 不是可计算的数。", "改成普通的数，如 92.5。"),
        "en": (
            "“{value}”, given by “{judge}” to “{project}”, is no usable number.",
            "Write a plain number such as 92.5.",
        ),
    },
    "mark_out_of_range": {
        "zh": ("“{judge}”给“{project}”的分数 {value} 不在 {min}–{max} 之间（{component}）。", "核对原始评分表并改正。"),
        "en": (
            "“{judge}” gave “{project}” {value}, outside {min}–{max} ({component}).",
            "Check the judge's own sheet and correct it.",
        ),
    },
    "votes_not_whole": {
        "zh": ("“{project}”的票数 {value} 不是非负整数（{component}）。", "填写实际票数，而不是百分比或分数。"),
        "en": (
            "The votes for “{project}” are {value}, not a whole number ({component}).",
            "Write the number of votes, not a percentage or a score.",
        ),
    },
    "votes_over_seats": {
        "zh": ("“{project}”得 {votes} 票，多于 {seats} 个席位（{component}）。", "核对票数和席位数。"),
        "en": (
            "“{project}” has {votes} votes, more than there are seats ({seats}) ({component}).",
            "Check the votes and the number of seats.",
        ),
    },
    "votes_none": {
        "zh": ("“{component}”一张票也没有，无法计算占比。", "填写票数，或从规则中删去这一评分项。"),
        "en": ("“{component}” has no votes at all, so there are no shares.", "Enter the votes, or drop the component."),
    },
    "mark_twice": {
        "zh": ("“{judge}”给“{project}”打了两次分（{component}），另一处在 {other}。", "只保留正确的一处。"),
        "en": (
            "“{judge}” marked “{project}” twice ({component}); the other mark is at {other}.",
            "Keep only the right one.",
        ),
    },
    "mark_blank": {
        "zh": (
            "“{judge}”给“{project}”的分数是空的（{component}）：是 0 分还是漏填？",
            "填上分数；得零分请写 0，回避请写“回避”，没有评分请写“缺席”。",
        ),
        "en": (
            "The mark of “{judge}” for “{project}” is blank ({component}): a zero, or forgotten?",
            "Enter it: 0 for zero, “recused” or “absent” where there is none.",
        ),
    },
    "mark_missing": {
        "zh": ("缺少“{judge}”给“{project}”的分数（{component}）。", "补上分数，或写明回避、缺席。"),
        "en": (
            "The mark of “{judge}” for “{project}” is missing ({component}).",
            "Enter it, or say that the judge is recused or absent.",
        ),
    },
    "criterion_missing": {
        "zh": ("“{judge}”没有给“{project}”的“{criterion}”打分（{component}）。", "补上这项指标的分数；得零分请写 0。"),
        "en": (
            "“{judge}” did not mark “{criterion}” of “{project}” ({component}).",
            "Enter the mark; write 0 for zero.",
        ),
    },
    "project_unmarked": {
        "zh": ("“{project}”没有任何分数（{component}）。", "补上它的一行分数；若已退出，请在名单中注明。"),
        "en": (
            "“{project}” has no marks at all ({component}).",
            "Add its row; if it withdrew, say so in the list of projects.",
        ),
    },
    "component_unmarked": {
        "zh": ("“{component}”没有任何分数{stage}。", "加入这一评分项的评分表。"),
        "en": ("“{component}” has no marks at all{stage}.", "Add the score sheet of this component."),
    },
    "too_few_judges": {
        "zh": (
            "“{project}”只有 {n} 个有效分数，去掉 {highest} 高 {lowest} 低至少要有 {need} 个（{component}）。",
            "补齐分数，或在规则中减少去掉的个数。",
        ),
        "en": (
            "“{project}” has {n} counted scores; leaving out {highest} high, {lowest} low needs {need} ({component}).",
            "Enter the missing scores, or drop fewer in the rules.",
        ),
    },
    "recused_but_marked": {
        "zh": ("“{judge}”应回避“{project}”，却有分数 {value}；没有计入。", "从评分表中删去，或写“回避”。"),
        "en": (
            "“{judge}” is recused from “{project}” but gave {value}; it is not counted.",
            "Remove it from the sheet, or write “recused”.",
        ),
    },
    "claim_mismatch": {
        "zh": (
            "表中“{project}”的“{label}”是 {value}，与按规则算出的任何数都不符（总分 {total}）。",
            "核对评分表和规则。",
        ),
        "en": (
            "The sheet says {value} for “{label}” of “{project}”; no number by the rules agrees (total {total}).",
            "Check the sheet and the rules.",
        ),
    },
}

AWARDS: Catalogue = {
    "cut_through_tie": {
        "zh": (
            "取前 {n} 名{pool}，但第 {rank} 名有 {count} 个项目并列，跨过了界线：{list}。",
            "在规则中写 ties: include（都进）或 exclude（都不进），或先决出先后。",
        ),
        "en": (
            "The cut after {n}{pool} goes through a shared rank {rank} of {count} projects: {list}.",
            "Write ties: include or exclude in the rules, or decide the tie first.",
        ),
    },
    "cut_contradicted": {
        "zh": (
            "“{project}”在{stage}是第 {rank} 名，按取前 {n} 名的规则不能进入下一轮，名单里却进了。",
            "核对名次、cut 和名单里的 reached；有递补的不用改。",
        ),
        "en": (
            "“{project}” has rank {rank} in {stage}, which a cut after {n} keeps out, but the shortlist lets it go on.",
            "Check the ranks, the cut and reached in the shortlist; if it moved up for another, ignore this.",
        ),
    },
    "cut_unused": {
        "zh": (
            "“{project}”在{stage}是第 {rank} 名，按取前 {n} 名的规则应进入下一轮，名单里却没有进。",
            "核对名次、cut 和名单里的 reached；自己放弃的不用改。",
        ),
        "en": (
            "“{project}” has rank {rank} in {stage} and goes on by a cut after {n}, but not by the shortlist.",
            "Check the ranks, the cut and reached in the shortlist; if it stepped back, ignore this.",
        ),
    },
    "award_through_tie": {
        "zh": (
            "“{award}”的名额{pool}到此为止，但第 {rank} 名有 {count} 个项目并列：{list}。",
            "决出先后，或写明并列时从高（include）还是从低（exclude）。",
        ),
        "en": (
            "The quota of “{award}”{pool} ends inside a shared rank {rank} of {count} projects: {list}.",
            "Decide the tie, or say whether it takes the higher (include) or the lower award (exclude).",
        ),
    },
    "award_without_quota": {
        "zh": ("“{award}”没有名额，无法由名次得出后面的“{next}”。", "为“{award}”写上 quota，或把它放到最后。"),
        "en": (
            "“{award}” has no quota, so “{next}” after it cannot be derived from ranks.",
            "Give “{award}” a quota, or put it last.",
        ),
    },
    "award_unknown": {
        "zh": ("结果里的奖项“{award}”没有设立。", "改成下列之一：{known}。"),
        "en": ("The results name the award “{award}”, which does not exist.", "Use one of these: {known}."),
    },
    "award_project_unranked": {
        "zh": ("“{award}”颁给“{project}”，但它没有名次。", "核对项目；退出的项目不能获得按名次的奖项。"),
        "en": (
            "“{award}” goes to “{project}”, which has no rank.",
            "Check the project; one that withdrew gets no award by rank.",
        ),
    },
    "award_twice": {
        "zh": ("“{project}”同时得了“{award}”和“{other}”，等级奖只能得一个。", "只保留一个；专项奖请标 special: true。"),
        "en": (
            "“{project}” has both “{award}” and “{other}”; only one award of the ladder is possible.",
            "Keep one; mark special awards with special: true.",
        ),
    },
    "award_over_quota": {
        "zh": ("“{award}”{pool}名额 {quota} 个，却有 {count} 个获奖项目。", "核对获奖名单或名额。"),
        "en": (
            "“{award}”{pool} has a quota of {quota}; recipients named: {count}.",
            "Check the recipients or the quota.",
        ),
    },
    "award_under_quota": {
        "zh": ("“{award}”{pool}名额 {quota} 个，只有 {count} 个获奖项目。", "补齐名单；若确有空缺，可以不理会。"),
        "en": (
            "“{award}”{pool} has a quota of {quota}; recipients named: only {count}.",
            "Complete the list, or ignore this if some were not awarded.",
        ),
    },
    "award_not_by_rank": {
        "zh": ("“{project}”第 {rank} 名，按名次应为“{expected}”，公布的却是“{award}”。", "核对获奖名单和分数。"),
        "en": (
            "“{project}” has rank {rank}, which means “{expected}”, but is given “{award}”.",
            "Check the recipients and the scores.",
        ),
    },
    "award_beyond_ladder": {
        "zh": ("“{project}”第 {rank} 名，按名次没有等级奖，公布的却是“{award}”。", "核对获奖名单、名额和分数。"),
        "en": (
            "“{project}” has rank {rank}, beyond every quota, but is given “{award}”.",
            "Check the recipients, the quotas and the scores.",
        ),
    },
    "award_recipient_missing": {
        "zh": ("“{project}”第 {rank} 名，按名次应得“{award}”，名单里却没有它。", "核对获奖名单和分数。"),
        "en": (
            "“{project}” has rank {rank}, which means “{award}”, but is not among the recipients.",
            "Check the recipients and the scores.",
        ),
    },
    "award_wrong_pool": {
        "zh": ("“{project}”属于“{pool}”，却列在“{declared}”的“{award}”里。", "把它移到自己的组别或类别下。"),
        "en": (
            "“{project}” belongs to “{pool}” but is listed for “{award}” of “{declared}”.",
            "Move it to its own group or category.",
        ),
    },
}

MESSAGES: Catalogue = {**RULES, **ENTRIES, **MARKS, **AWARDS}
