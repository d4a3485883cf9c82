"""Which script a text is in, and the text in another one."""

from __future__ import annotations

import pytest

from wenzhai import glossary, script
from wenzhai.glossary import Glossary
from wenzhai.model import Lang, Severity
from wenzhai.script import Converter, Run, Scope, convert, detect, detect_document, rules_applied

TW, HK, HANS = Lang.TW, Lang.HK, Lang.HANS


def converter(text: str, *additions: tuple[str, str, str]) -> Converter:
    loaded, problems = glossary.load(text, "docs/glossary.yml")
    assert not problems
    return Converter(loaded, additions)


class TestDetection:
    @pytest.mark.parametrize(
        ("text", "lang"),
        [
            ("传统产业转型升级", HANS),
            ("傳統產業轉型升級", TW),
            ("這裡的網路與軟體", TW),
            ("這裏的網絡與軟件，香港特區政府", HK),
            ("工作", None),
            ("", None),
            ("plain English, 2024", None),
        ],
    )
    def test_is_right_where_a_character_tells(self, text: str, lang: Lang | None) -> None:
        assert detect(text) is lang

    def test_follows_the_majority_of_a_mixed_text(self) -> None:
        assert detect("传统产业转型升级，他说：「臺灣」") is HANS

    @pytest.mark.parametrize(
        ("text", "lang"),
        [
            ("消委會指，茶餐廳的凍檸茶由十八元加至二十元。", HK),
            ("運輸署表示，小巴將於下月加價。", HK),
            ("立委質詢，捷運為何停駛。", TW),
            ("里長說，颱風後要盡快復電。", TW),
            ("他看著門外。", TW),
        ],
    )
    def test_tells_the_place_by_its_words(self, text: str, lang: Lang) -> None:
        assert detect(text) is lang

    def test_takes_the_place_from_the_whole_document(self) -> None:
        found = detect_document(["轉型", "升級之後", "香港特區政府的網絡"])
        assert found.blocks == (HK, HK, HK)
        assert not found.problems

    def test_gives_a_block_without_evidence_the_script_of_its_document(self) -> None:
        assert detect_document(["工作", "轉型升級，台灣"]).blocks == (TW, TW)
        assert detect_document(["工作", "转型升级"]).blocks == (HANS, HANS)

    def test_decides_a_mixed_document_block_by_block(self) -> None:
        assert detect_document(["转型升级，提质增效", "台灣的產業轉型"]).blocks == (HANS, TW)

    def test_warns_where_traditional_script_does_not_tell_its_place(self) -> None:
        found = detect_document(["傳統產業轉型升級"], "seeds/009.txt")
        assert found.lang is TW
        assert [(problem.severity, problem.path) for problem in found.problems] == [
            (Severity.WARNING, "seeds/009.txt")
        ]

    def test_believes_the_sidecar(self) -> None:
        found = detect_document(["傳統產業轉型升級"], declared=HK)
        assert found.lang is HK
        assert not found.problems


class TestCharacters:
    def test_are_chosen_by_words_not_from_the_left(self) -> None:
        assert convert("传统制造业", TW) == "傳統製造業"
        assert convert("被发展规划吸引的人", TW) == "被發展規劃吸引的人"

    def test_are_those_that_each_place_prints(self) -> None:
        text = "台湾的老师在群众里面说，发布污染数据，吃面，每周一次"
        assert convert(text, TW) == "台灣的老師在群眾裡面說，發布污染數據，吃麵，每週一次"
        assert convert(text, HK) == "台灣的老師在群眾裏面說，發布污染數據，吃麵，每周一次"

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("三十里路", "三十里路"),
            ("心里", "心裡"),
            ("5只猫", "5隻貓"),
            ("3只是开始", "3只是開始"),
            ("100余家", "100餘家"),
            ("300 余人", "300 餘人"),
            ("余先生", "余先生"),
            ("十二点钟", "十二點鐘"),
            ("钟先生", "鍾先生"),
            ("，于敏说", "，于敏說"),
            ("院士于海洋指出", "院士于海洋指出"),
            ("记者于会上指出", "記者於會上指出"),
            ("对于先生的话", "對於先生的話"),
        ],
    )
    def test_follow_numbers_and_names_beside_them(self, text: str, right: str) -> None:
        assert convert(text, TW, HANS) == right

    def test_change_between_taiwan_and_hong_kong_without_changing_words(self) -> None:
        assert convert("這裡的軟體，看著", HK, TW) == "這裏的軟體，看着"
        assert convert("這裏的軟件，看着", TW, HK) == "這裡的軟件，看著"

    @pytest.mark.parametrize(
        ("text", "simplified"),
        [
            ("乾隆年間，著名的著作，看著", "乾隆年间，著名的著作，看着"),
            ("瞭望塔上一目瞭然", "瞭望塔上一目了然"),
            ("「藉口」與『狼藉』", "“借口”与‘狼藉’"),
            ("宮商角徵羽與特徵", "宫商角徵羽与特征"),
        ],
    )
    def test_become_simplified_where_they_have_a_simplified_form(self, text: str, simplified: str) -> None:
        assert convert(text, HANS, TW) == simplified

    @pytest.mark.parametrize(
        ("text", "simplified", "other"),
        [
            ("帳戶與轉帳，帳篷與蚊帳", "账户与转账，帐篷与蚊帐", "賬戶與轉賬，帳篷與蚊帳"),
            ("土著的原著，拿著作業本", "土著的原著，拿着作业本", "土著的原著，拿着作業本"),
            ("討論著、魯迅著《吶喊》", "讨论着、鲁迅著《呐喊》", "討論着、魯迅著《吶喊》"),
            ("身分證上的部份計畫，油畫分成", "身份证上的部分计划，油画分成", "身份證上的部份計劃，油畫分成"),
            ("只占一成，占卜", "只占一成，占卜", "只佔一成，占卜"),
        ],
    )
    def test_of_taiwan_become_those_of_the_other_places(self, text: str, simplified: str, other: str) -> None:
        assert convert(text, HANS, TW) == simplified
        assert convert(text, HK, TW) == other

    def test_of_hong_kong_keep_what_has_no_simplified_form_in_use(self) -> None:
        assert convert("嗰間劏房", HANS, HK) == "嗰间劏房"

    def test_of_hong_kong_become_those_of_taiwan(self) -> None:
        assert convert("我們周末去釣魚，周先生每周都去", TW, HK) == "我們週末去釣魚，周先生每週都去"
        assert convert("恒心、評鑒、項鏈、鐵鏈", TW, HK) == "恆心、評鑑、項鍊、鐵鏈"

    def test_of_a_place_in_taiwan_stay_though_simplified_script_has_them_too(self) -> None:
        assert convert("客家庄的桐花開了", TW, TW) == "客家庄的桐花開了"

    @pytest.mark.parametrize("text", ["里長范先生游泳，後來", "台灣的里長與姓游的先生", "他說：「好。」"])
    def test_of_traditional_text_stay_as_they_are_in_its_own_edition(self, text: str) -> None:
        assert convert(text, TW) == text
        assert convert(text, TW, TW) == text

    def test_of_a_traditional_quotation_in_a_simplified_text_stay(self) -> None:
        assert (
            convert("他在书里写道，「里長說：後來」，这是原话", TW, HANS)
            == "他在書裡寫道，「里長說：後來」，這是原話"
        )

    def test_that_are_simplified_in_a_traditional_text_are_converted_and_no_others(self) -> None:
        assert convert("這位里長的软件很好", TW, TW) == "這位里長的軟件很好"
        assert convert("這位里長的软件很好", TW) == "這位里長的軟件很好"

    def test_stay_when_opencc_cannot_take_them(self) -> None:
        text = "发\0展\ud800\x01\U000f0000发\ufffc展"
        assert convert(text, TW, HANS) == "發\0展\ud800\x01\U000f0000發\ufffc展"

    def test_stay_simplified_in_the_simplified_edition(self) -> None:
        text = "他说「好」，“好”"
        assert convert(text, HANS) == text

    def test_lines_are_converted_one_by_one(self) -> None:
        assert convert("发展\n\n制\n造\n", TW, HANS) == "發展\n\n制\n造\n"

    def test_an_unknown_edition_is_refused(self) -> None:
        with pytest.raises(ValueError, match="zh-Hant"):
            convert("发", "zh-Hant")


class TestVocabulary:
    def test_is_of_the_region_in_our_own_words_only(self) -> None:
        text = "网络信息与数字化软件"
        assert convert(text, TW, HANS, "digest") == "網路資訊與數位化軟體"
        assert convert(text, HK, HANS, "digest") == "網絡資訊與數碼化軟件"
        assert convert(text, TW, HANS, "document") == "網絡信息與數字化軟件"

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("他说“数字化”，即数字化", "他說「數字化」，即數位化"),
            ("他说“我们‘数字化’要数字化", "他說「我們『數字化』要數字化"),
            ("见《网络信息》，网络", "見《網絡信息》，網路"),
            ('他说"信息"，信息', '他說"信息"，資訊'),
            ("他说「信息」，信息", "他說「信息」，資訊"),
            ("don’t 信息", "don’t 資訊"),
        ],
    )
    def test_never_enters_a_quotation(self, text: str, right: str) -> None:
        assert convert(text, TW, HANS, "digest") == right

    def test_does_not_find_a_word_across_two_words(self) -> None:
        assert convert("由于参数据此确定，数据库", TW, HANS, "digest") == "由於參數據此確定，資料庫"

    def test_keeps_the_name_of_an_institution(self) -> None:
        assert convert("工业和信息化部发布信息", TW, HANS, "digest") == "工業和信息化部發布資訊"


class TestDirectives:
    def test_say_what_an_edition_writes(self) -> None:
        text = "-{zh-hans:甲;zh-hant-tw:乙;zh-hant-hk:丙}-，-{发}-"
        assert convert(text, HANS, HANS, "digest") == "甲，发"
        assert convert(text, TW, HANS, "digest") == "乙，发"
        assert convert(text, HK, HANS, "digest") == "丙，发"

    def test_fall_back_to_what_is_there(self) -> None:
        assert convert("-{zh-hans:软件;zh-hant:軟體}-", HK, HANS, "digest") == "軟體"
        assert convert("-{zh-hans:发展}-", TW, HANS, "digest") == "發展"

    @pytest.mark.parametrize("text", ["-{发", "发}-", "-{", "}-", "-{}-发"])
    def test_that_are_not_complete_are_text(self, text: str) -> None:
        expected = text.replace("-{}-", "").replace("发", "發")
        assert convert(text, TW, HANS, "digest") == expected

    def test_are_plain_text_in_documents(self) -> None:
        assert convert("-{发}-", TW, HANS) == "-{發}-"


class TestRules:
    def test_are_reported_in_order_of_their_use(self) -> None:
        applied = rules_applied("制作手扎工艺灯，发布信息", TW, HANS, "digest")
        assert [rule.key for rule in applied] == ["佈", "手扎", "信息"]

    def test_of_vocabulary_are_not_reported_for_documents(self) -> None:
        assert not rules_applied("信息", TW, HANS)

    def test_that_keep_a_word_keep_it_everywhere(self) -> None:
        keeping = converter("keep: [余华, 发哥]\n")
        assert keeping.convert("作家余华与发哥，其余华人发展", TW, HANS) == "作家余华与发哥，其餘華人發展".replace(
            "与", "與"
        )
        assert keeping.convert("發哥与发哥", HK, HANS) == "發哥與发哥"

    def test_of_a_sidecar_come_on_top(self) -> None:
        added = converter("", ("发叔", "發叔", "發叔"), ("干云", "干雲", "干雲"))
        assert added.convert("发叔的发型，干云", TW, HANS) == "發叔的髮型，干雲"

    def test_of_a_sidecar_work_on_traditional_sources_too(self) -> None:
        added = converter("", ("里先生", "里先生", "里先生"))
        assert added.convert("里先生在這裡", HK, TW) == "里先生在這裏"


class TestABlock:
    def test_is_sliced_back_into_its_runs(self) -> None:
        runs = (Run("传统", Scope.DIGEST), Run("制", Scope.DIGEST), Run("造数字化", Scope.DIGEST))
        pieces = script.repository_converter().convert_block(runs, TW).pieces
        assert ["".join(piece) for piece in pieces] == ["傳統", "製", "造數位化"]

    def test_keeps_what_is_opaque(self) -> None:
        runs = (Run("发"), Run("发", opaque=True), Run("发"))
        assert script.repository_converter().convert_block(runs, TW).text == "發发發"

    def test_has_each_run_in_its_own_script(self) -> None:
        runs = (Run("后里", source=TW), Run("后里", source=HANS), Run("后里发"))
        converted = script.repository_converter().convert_block(runs, TW, HANS)
        assert tuple(converted.pieces[0]) == ("后", "里")
        assert converted.pieces[2][-1] == "發"


def test_a_converter_is_made_once_for_each_glossary() -> None:
    assert script.converter(Glossary()) is script.converter(Glossary())
    assert script.repository_converter() is script.repository_converter()
