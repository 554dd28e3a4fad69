// SPDX-License-Identifier: Apache-2.0
#include "match/script_han_names.hpp"

#include <algorithm>
#include <array>

namespace pelf::match {
namespace {

// clang-format off: several a line

constexpr std::array<HanName, 138> kChinese = {{
    {U"万俟", "moqi"}, {U"上官", "shangguan"}, {U"东方", "dongfang"}, {U"东郭", "dongguo"},
    {U"乐", "yue"}, {U"乜", "nie"}, {U"仇", "qiu"}, {U"令狐", "linghu"}, {U"仲孙", "zhongsun"},
    {U"仲孫", "zhongsun"}, {U"任", "ren"}, {U"公冶", "gongye"}, {U"公孙", "gongsun"},
    {U"公孫", "gongsun"}, {U"冼", "xian"}, {U"区", "ou"}, {U"區", "ou"}, {U"华", "hua"},
    {U"单于", "chanyu"}, {U"单", "shan"}, {U"南宫", "nangong"}, {U"南宮", "nangong"},
    {U"卜", "bu"}, {U"占", "zhan"}, {U"句", "gou"}, {U"召", "shao"}, {U"司徒", "situ"},
    {U"司馬", "sima"}, {U"司马", "sima"}, {U"吕", "lv"}, {U"呂", "lv"}, {U"员", "yun"},
    {U"呼延", "huyan"}, {U"哈", "ha"}, {U"員", "yun"}, {U"單于", "chanyu"}, {U"單", "shan"},
    {U"夏侯", "xiahou"}, {U"大", "da"}, {U"太叔", "taishu"}, {U"宁", "ning"}, {U"宇文", "yuwen"},
    {U"宓", "mi"}, {U"宗政", "zongzheng"}, {U"寧", "ning"}, {U"尉迟", "yuchi"}, {U"尉遲", "yuchi"},
    {U"尉", "yu"}, {U"尹", "yin"}, {U"应", "ying"}, {U"慕容", "murong"}, {U"應", "ying"},
    {U"折", "she"}, {U"拓跋", "tuoba"}, {U"於", "yu"}, {U"晟", "cheng"}, {U"曲", "qu"},
    {U"曾", "zeng"}, {U"朴", "piao"}, {U"東方", "dongfang"}, {U"東郭", "dongguo"}, {U"柏", "bai"},
    {U"查", "zha"}, {U"樂", "yue"}, {U"欧阳", "ouyang"}, {U"歐陽", "ouyang"}, {U"沈", "shen"},
    {U"洗", "xian"}, {U"淳于", "chunyu"}, {U"澹台", "tantai"}, {U"澹臺", "tantai"},
    {U"濮阳", "puyang"}, {U"濮陽", "puyang"}, {U"燕", "yan"}, {U"独孤", "dugu"}, {U"獨孤", "dugu"},
    {U"甯", "ning"}, {U"申屠", "shentu"}, {U"百里", "baili"}, {U"皇甫", "huangfu"}, {U"盖", "ge"},
    {U"相", "xiang"}, {U"眭", "sui"}, {U"瞿", "qu"}, {U"祭", "zhai"}, {U"种", "chong"},
    {U"秘", "bi"}, {U"端木", "duanmu"}, {U"第五", "diwu"}, {U"紀", "ji"}, {U"繁", "po"},
    {U"繆", "miao"}, {U"纪", "ji"}, {U"缪", "miao"}, {U"翟", "zhai"}, {U"聞人", "wenren"},
    {U"臧", "zang"}, {U"莘", "shen"}, {U"華", "hua"}, {U"葛", "ge"}, {U"蓋", "ge"}, {U"薄", "bo"},
    {U"藏", "zang"}, {U"西門", "ximen"}, {U"西门", "ximen"}, {U"覃", "qin"}, {U"解", "xie"},
    {U"訾", "zi"}, {U"諸葛", "zhuge"}, {U"诸葛", "zhuge"}, {U"費", "fei"}, {U"賈", "jia"},
    {U"费", "fei"}, {U"贾", "jia"}, {U"赫连", "helian"}, {U"赫連", "helian"}, {U"車", "che"},
    {U"軒轅", "xuanyuan"}, {U"车", "che"}, {U"轩辕", "xuanyuan"}, {U"过", "guo"}, {U"逄", "pang"},
    {U"逯", "lu"}, {U"過", "guo"}, {U"那", "na"}, {U"郇", "xun"}, {U"都", "du"},
    {U"鍾離", "zhongli"}, {U"钟离", "zhongli"}, {U"長孫", "zhangsun"}, {U"長", "chang"},
    {U"长孙", "zhangsun"}, {U"长", "chang"}, {U"闻人", "wenren"}, {U"隗", "wei"},
    {U"鮮于", "xianyu"}, {U"鲜于", "xianyu"}, {U"黑", "he"}}};

constexpr std::array<HanName, 130> kCantonese = {{
    {U"任", "yam"}, {U"伍", "ng"}, {U"何", "ho"}, {U"余", "yu"}, {U"倪", "ngai"}, {U"傅", "foo"},
    {U"关", "kwan"}, {U"冯", "fung"}, {U"冼", "sin"}, {U"刘", "lau"}, {U"劉", "lau"},
    {U"区", "au"}, {U"區", "au"}, {U"单", "sin"}, {U"卢", "lo"}, {U"古", "koo"}, {U"史", "sze"},
    {U"叶", "yip"}, {U"司徒", "szeto"}, {U"吕", "lui"}, {U"吳", "ng"}, {U"吴", "ng"},
    {U"呂", "lui"}, {U"周", "chow"}, {U"唐", "tong"}, {U"單", "sin"}, {U"姚", "yiu"},
    {U"孔", "hung"}, {U"孙", "suen"}, {U"孫", "suen"}, {U"容", "yung"}, {U"尹", "wan"},
    {U"岑", "shum"}, {U"崔", "tsui"}, {U"巫", "mo"}, {U"布", "po"}, {U"庞", "pong"},
    {U"廖", "liu"}, {U"张", "cheung"}, {U"張", "cheung"}, {U"彭", "pang"}, {U"徐", "tsui"},
    {U"戴", "tai"}, {U"方", "fong"}, {U"施", "sze"}, {U"曹", "tso"}, {U"曾", "tsang"},
    {U"朱", "chu"}, {U"李", "lee"}, {U"杜", "to"}, {U"杨", "yeung"}, {U"林", "lam"},
    {U"梁", "leung"}, {U"楊", "yeung"}, {U"欧阳", "auyeung"}, {U"欧", "au"}, {U"歐陽", "auyeung"},
    {U"歐", "au"}, {U"江", "kong"}, {U"汤", "tong"}, {U"沈", "shum"}, {U"洪", "hung"},
    {U"温", "wan"}, {U"湯", "tong"}, {U"溫", "wan"}, {U"潘", "poon"}, {U"王", "wong"},
    {U"甄", "yan"}, {U"盧", "lo"}, {U"石", "shek"}, {U"符", "foo"}, {U"简", "kan"}, {U"簡", "kan"},
    {U"罗", "lo"}, {U"羅", "lo"}, {U"翁", "yung"}, {U"胡", "wu"}, {U"苏", "so"}, {U"莫", "mok"},
    {U"萧", "siu"}, {U"葉", "yip"}, {U"董", "tung"}, {U"蔡", "choi"}, {U"蕭", "siu"},
    {U"蘇", "so"}, {U"袁", "yuen"}, {U"許", "hui"}, {U"詹", "chim"}, {U"謝", "tse"},
    {U"譚", "tam"}, {U"许", "hui"}, {U"谢", "tse"}, {U"谭", "tam"}, {U"賴", "lai"}, {U"赖", "lai"},
    {U"赵", "chiu"}, {U"趙", "chiu"}, {U"邓", "tang"}, {U"邱", "yau"}, {U"郑", "cheng"},
    {U"郭", "kwok"}, {U"鄧", "tang"}, {U"鄭", "cheng"}, {U"鍾", "chung"}, {U"钟", "chung"},
    {U"關", "kwan"}, {U"阮", "yuen"}, {U"陈", "chan"}, {U"陳", "chan"}, {U"雷", "lui"},
    {U"霍", "fok"}, {U"韓", "hon"}, {U"韩", "hon"}, {U"顏", "ngan"}, {U"顧", "koo"},
    {U"顾", "koo"}, {U"颜", "ngan"}, {U"馬", "ma"}, {U"馮", "fung"}, {U"马", "ma"}, {U"高", "ko"},
    {U"魏", "ngai"}, {U"麥", "mak"}, {U"麦", "mak"}, {U"黃", "wong"}, {U"黄", "wong"},
    {U"黎", "lai"}, {U"龐", "pong"}, {U"龔", "kung"}, {U"龚", "kung"}}};

constexpr std::array<HanName, 263> kHokkien = {{
    {U"丁", "ting"}, {U"万", "ban"}, {U"严", "giam"}, {U"丽", "lay"}, {U"义", "ghee"},
    {U"云", "hoon"}, {U"亚", "ah"}, {U"亞", "ah"}, {U"人", "lang"}, {U"仁", "jin"},
    {U"仙", "sian"}, {U"伍", "goh"}, {U"伟", "wee"}, {U"何", "ho"}, {U"余", "eu"}, {U"侯", "hau"},
    {U"俊", "choon"}, {U"信", "sin"}, {U"倪", "geh"}, {U"偉", "wee"}, {U"傅", "poh"},
    {U"傑", "kiat"}, {U"光", "kong"}, {U"兰", "lan"}, {U"兴", "heng"}, {U"冬", "tang"},
    {U"冯", "pang"}, {U"凌", "leng"}, {U"凤", "hong"}, {U"刘", "low"}, {U"利", "lee"},
    {U"劉", "low"}, {U"勝", "seng"}, {U"华", "hua"}, {U"卓", "toh"}, {U"卢", "loh"},
    {U"发", "huat"}, {U"史", "see"}, {U"叶", "yap"}, {U"吉", "kiat"}, {U"吕", "loo"},
    {U"吳", "goh"}, {U"吴", "goh"}, {U"呂", "loo"}, {U"周", "chew"}, {U"和", "hoe"},
    {U"唐", "tng"}, {U"嘉", "kah"}, {U"嚴", "giam"}, {U"国", "kok"}, {U"國", "kok"},
    {U"地", "tee"}, {U"壽", "siew"}, {U"大", "tua"}, {U"天", "tian"}, {U"姚", "yeo"},
    {U"娘", "neo"}, {U"孙", "sng"}, {U"孝", "hau"}, {U"孫", "sng"}, {U"安", "ann"},
    {U"宋", "song"}, {U"宗", "chong"}, {U"官", "kuan"}, {U"家", "kah"}, {U"富", "hu"},
    {U"寿", "siew"}, {U"小", "sio"}, {U"尤", "yew"}, {U"山", "san"}, {U"巫", "boo"},
    {U"平", "peng"}, {U"庄", "chng"}, {U"庆", "keng"}, {U"康", "khng"}, {U"廖", "leow"},
    {U"建", "kian"}, {U"张", "teo"}, {U"張", "teo"}, {U"強", "keong"}, {U"强", "keong"},
    {U"彭", "phe"}, {U"徐", "chee"}, {U"德", "teck"}, {U"志", "chee"}, {U"忠", "tiong"},
    {U"惠", "hui"}, {U"慧", "hui"}, {U"慶", "keng"}, {U"成", "seng"}, {U"戴", "tai"},
    {U"才", "chye"}, {U"敏", "bin"}, {U"文", "boon"}, {U"方", "png"}, {U"施", "see"},
    {U"旺", "ong"}, {U"昌", "cheong"}, {U"明", "beng"}, {U"春", "choon"}, {U"智", "ti"},
    {U"曹", "chor"}, {U"曾", "chan"}, {U"月", "guat"}, {U"木", "bok"}, {U"朱", "choo"},
    {U"李", "lee"}, {U"杜", "toh"}, {U"杨", "yeo"}, {U"杰", "kiat"}, {U"林", "lim"},
    {U"柯", "kua"}, {U"梁", "neo"}, {U"楊", "yeo"}, {U"榮", "eng"}, {U"欧", "au"}, {U"歐", "au"},
    {U"水", "chwee"}, {U"永", "eng"}, {U"江", "kang"}, {U"池", "tee"}, {U"汤", "tng"},
    {U"沈", "sim"}, {U"河", "hor"}, {U"洪", "ang"}, {U"海", "hai"}, {U"涂", "thoh"},
    {U"淑", "siok"}, {U"添", "thiam"}, {U"清", "cheng"}, {U"温", "oon"}, {U"游", "yew"},
    {U"湯", "tng"}, {U"溫", "oon"}, {U"潘", "phua"}, {U"炳", "peng"}, {U"玉", "geok"},
    {U"王", "ong"}, {U"珍", "tin"}, {U"珠", "choo"}, {U"瑞", "swee"}, {U"甘", "kam"},
    {U"田", "chan"}, {U"發", "huat"}, {U"白", "peh"}, {U"盛", "seng"}, {U"盧", "loh"},
    {U"石", "chioh"}, {U"礼", "lay"}, {U"祖", "choh"}, {U"祥", "siong"}, {U"福", "hock"},
    {U"禮", "lay"}, {U"秀", "siew"}, {U"秋", "chew"}, {U"程", "thia"}, {U"童", "tang"},
    {U"符", "foo"}, {U"简", "kan"}, {U"簡", "kan"}, {U"紀", "kee"}, {U"纪", "kee"}, {U"罗", "loh"},
    {U"羅", "loh"}, {U"美", "bee"}, {U"義", "ghee"}, {U"翁", "ang"}, {U"耀", "yew"},
    {U"胜", "seng"}, {U"胡", "oh"}, {U"興", "heng"}, {U"良", "liang"}, {U"花", "hway"},
    {U"芳", "hong"}, {U"苏", "soh"}, {U"英", "eng"}, {U"范", "huan"}, {U"荣", "eng"},
    {U"莊", "chng"}, {U"莲", "lian"}, {U"華", "hua"}, {U"萧", "seow"}, {U"萬", "ban"},
    {U"葉", "yap"}, {U"董", "tang"}, {U"蒋", "chiu"}, {U"蓝", "nah"}, {U"蓮", "lian"},
    {U"蔡", "chua"}, {U"蔣", "chiu"}, {U"蕭", "seow"}, {U"薛", "see"}, {U"藍", "nah"},
    {U"蘇", "soh"}, {U"蘭", "lan"}, {U"虎", "hoh"}, {U"許", "koh"}, {U"詹", "chiam"},
    {U"謝", "chia"}, {U"许", "koh"}, {U"谢", "chia"}, {U"財", "chye"}, {U"貴", "kwee"},
    {U"賢", "hean"}, {U"賴", "lua"}, {U"财", "chye"}, {U"贤", "hean"}, {U"贵", "kwee"},
    {U"赖", "lua"}, {U"赵", "teo"}, {U"趙", "teo"}, {U"輝", "hui"}, {U"辉", "hui"}, {U"辜", "koh"},
    {U"进", "chin"}, {U"连", "lian"}, {U"連", "lian"}, {U"進", "chin"}, {U"邓", "teng"},
    {U"邱", "khoo"}, {U"郑", "tay"}, {U"郭", "kwek"}, {U"鄧", "teng"}, {U"鄭", "tay"},
    {U"金", "kim"}, {U"鍾", "cheong"}, {U"钟", "cheong"}, {U"長", "teng"}, {U"长", "teng"},
    {U"阿", "ah"}, {U"陆", "lek"}, {U"陈", "tan"}, {U"陳", "tan"}, {U"陸", "lek"},
    {U"隆", "leong"}, {U"雪", "soat"}, {U"雲", "hoon"}, {U"韓", "hang"}, {U"韩", "hang"},
    {U"順", "soon"}, {U"顏", "gan"}, {U"顺", "soon"}, {U"颜", "gan"}, {U"饒", "jeow"},
    {U"饶", "jeow"}, {U"香", "heong"}, {U"馬", "beh"}, {U"馮", "pang"}, {U"駱", "loh"},
    {U"马", "beh"}, {U"骆", "loh"}, {U"高", "koh"}, {U"魏", "gui"}, {U"鳳", "hong"},
    {U"麗", "lay"}, {U"麟", "lin"}, {U"黃", "ng"}, {U"黄", "ng"}, {U"黎", "lai"}, {U"龍", "leng"},
    {U"龔", "keng"}, {U"龙", "leng"}, {U"龚", "keng"}}};

constexpr std::array<HanName, 263> kJapaneseSurnames = {{
    {U"三宅", "miyake"}, {U"三島", "mishima"}, {U"三木", "miki"}, {U"三浦", "miura"},
    {U"上田", "ueda"}, {U"上野", "ueno"}, {U"中曽根", "nakasone"}, {U"中山", "nakayama"},
    {U"中島", "nakajima"}, {U"中嶋", "nakajima"}, {U"中川", "nakagawa"}, {U"中村", "nakamura"},
    {U"中田", "nakata"}, {U"中西", "nakanishi"}, {U"中野", "nakano"}, {U"丸山", "maruyama"},
    {U"久保田", "kubota"}, {U"久保", "kubo"}, {U"久米", "kume"}, {U"五十嵐", "igarashi"},
    {U"井上", "inoue"}, {U"今井", "imai"}, {U"伊東", "ito"}, {U"伊藤", "ito"},
    {U"佐々木", "sasaki"}, {U"佐佐木", "sasaki"}, {U"佐々", "sasa"}, {U"佐藤", "sato"},
    {U"佐野", "sano"}, {U"児玉", "kodama"}, {U"入江", "irie"}, {U"内田", "uchida"},
    {U"内藤", "naito"}, {U"前田", "maeda"}, {U"加藤", "kato"}, {U"北村", "kitamura"},
    {U"千葉", "chiba"}, {U"南", "minami"}, {U"原田", "harada"}, {U"原", "hara"},
    {U"古川", "furukawa"}, {U"司", "tsukasa"}, {U"吉川", "yoshikawa"}, {U"吉村", "yoshimura"},
    {U"吉田", "yoshida"}, {U"吉野", "yoshino"}, {U"和田", "wada"}, {U"土屋", "tsuchiya"},
    {U"坂本", "sakamoto"}, {U"堀江", "horie"}, {U"堀", "hori"}, {U"増田", "masuda"},
    {U"夏目", "natsume"}, {U"大久保", "okubo"}, {U"大塚", "otsuka"}, {U"大島", "oshima"},
    {U"大川", "okawa"}, {U"大平", "ohira"}, {U"大橋", "ohashi"}, {U"大江", "oe"}, {U"大田", "ota"},
    {U"大西", "onishi"}, {U"大谷", "otani"}, {U"大野", "ono"}, {U"太田", "ota"},
    {U"奥村", "okumura"}, {U"宇野", "uno"}, {U"安倍", "abe"}, {U"安田", "yasuda"},
    {U"安藤", "ando"}, {U"安部", "abe"}, {U"宮崎", "miyazaki"}, {U"宮本", "miyamoto"},
    {U"宮沢", "miyazawa"}, {U"宮澤", "miyazawa"}, {U"宮﨑", "miyazaki"}, {U"寺岡", "teraoka"},
    {U"小山", "koyama"}, {U"小島", "kojima"}, {U"小嶋", "kojima"}, {U"小川", "ogawa"},
    {U"小松", "komatsu"}, {U"小林", "kobayashi"}, {U"小池", "koike"}, {U"小沢", "ozawa"},
    {U"小泉", "koizumi"}, {U"小渕", "obuchi"}, {U"小澤", "ozawa"}, {U"小野", "ono"},
    {U"尾崎", "ozaki"}, {U"山上", "yamagami"}, {U"山下", "yamashita"}, {U"山中", "yamanaka"},
    {U"山内", "yamauchi"}, {U"山口", "yamaguchi"}, {U"山崎", "yamazaki"}, {U"山本", "yamamoto"},
    {U"山田", "yamada"}, {U"山﨑", "yamazaki"}, {U"岡崎", "okazaki"}, {U"岡本", "okamoto"},
    {U"岡田", "okada"}, {U"岩崎", "iwasaki"}, {U"岩田", "iwata"}, {U"岸田", "kishida"},
    {U"岸", "kishi"}, {U"島田", "shimada"}, {U"嶋田", "shimada"}, {U"川上", "kawakami"},
    {U"川口", "kawaguchi"}, {U"川崎", "kawasaki"}, {U"川村", "kawamura"}, {U"川端", "kawabata"},
    {U"工藤", "kudo"}, {U"市川", "ichikawa"}, {U"平田", "hirata"}, {U"平野", "hirano"},
    {U"広瀬", "hirose"}, {U"廣瀬", "hirose"}, {U"後藤", "goto"}, {U"徳川", "tokugawa"},
    {U"成田", "narita"}, {U"斉藤", "saito"}, {U"斎藤", "saito"}, {U"新井", "arai"},
    {U"日野", "hino"}, {U"星野", "hoshino"}, {U"服部", "hattori"}, {U"望月", "mochizuki"},
    {U"木下", "kinoshita"}, {U"木村", "kimura"}, {U"本多", "honda"}, {U"本庄", "honjo"},
    {U"本田", "honda"}, {U"本間", "homma"}, {U"杉山", "sugiyama"}, {U"杉本", "sugimoto"},
    {U"村上", "murakami"}, {U"村山", "murayama"}, {U"村田", "murata"}, {U"東", "higashi"},
    {U"松下", "matsushita"}, {U"松井", "matsui"}, {U"松原", "matsubara"}, {U"松尾", "matsuo"},
    {U"松岡", "matsuoka"}, {U"松本", "matsumoto"}, {U"松田", "matsuda"}, {U"林", "hayashi"},
    {U"柳", "yanagi"}, {U"柴田", "shibata"}, {U"栗原", "kurihara"}, {U"桑原", "kuwahara"},
    {U"桜井", "sakurai"}, {U"森本", "morimoto"}, {U"森田", "morita"}, {U"森", "mori"},
    {U"樋口", "higuchi"}, {U"横山", "yokoyama"}, {U"橋口", "hashiguchi"}, {U"橋本", "hashimoto"},
    {U"櫻井", "sakurai"}, {U"武内", "takeuchi"}, {U"武田", "takeda"}, {U"水野", "mizuno"},
    {U"永井", "nagai"}, {U"永田", "nagata"}, {U"池田", "ikeda"}, {U"沢田", "sawada"},
    {U"河村", "kawamura"}, {U"河野", "kono"}, {U"浅野", "asano"}, {U"浜田", "hamada"},
    {U"海部", "kaifu"}, {U"清水", "shimizu"}, {U"渡辺", "watanabe"}, {U"渡邉", "watanabe"},
    {U"渡邊", "watanabe"}, {U"渡部", "watanabe"}, {U"滝沢", "takizawa"}, {U"滝澤", "takizawa"},
    {U"滝", "taki"}, {U"澤田", "sawada"}, {U"濱田", "hamada"}, {U"熊谷", "kumagai"},
    {U"片山", "katayama"}, {U"田中", "tanaka"}, {U"田口", "taguchi"}, {U"田村", "tamura"},
    {U"田辺", "tanabe"}, {U"田邊", "tanabe"}, {U"白石", "shiraishi"}, {U"矢野", "yano"},
    {U"石井", "ishii"}, {U"石原", "ishihara"}, {U"石塚", "ishizuka"}, {U"石川", "ishikawa"},
    {U"石田", "ishida"}, {U"石破", "ishiba"}, {U"福井", "fukui"}, {U"福島", "fukushima"},
    {U"福田", "fukuda"}, {U"秋山", "akiyama"}, {U"稲葉", "inaba"}, {U"竹下", "takeshita"},
    {U"竹内", "takeuchi"}, {U"竹田", "takeda"}, {U"篠原", "shinohara"}, {U"篠田", "shinoda"},
    {U"細川", "hosokawa"}, {U"織田", "oda"}, {U"羽生", "hanyu"}, {U"羽田", "hata"},
    {U"芥川", "akutagawa"}, {U"荒井", "arai"}, {U"荒川", "arakawa"}, {U"荒木", "araki"},
    {U"菅原", "sugawara"}, {U"菅", "kan"}, {U"菊地", "kikuchi"}, {U"菊池", "kikuchi"},
    {U"藤井", "fujii"}, {U"藤原", "fujiwara"}, {U"藤本", "fujimoto"}, {U"藤田", "fujita"},
    {U"西川", "nishikawa"}, {U"西村", "nishimura"}, {U"西田", "nishida"}, {U"谷口", "taniguchi"},
    {U"豊田", "toyoda"}, {U"豊臣", "toyotomi"}, {U"辻", "tsuji"}, {U"近藤", "kondo"},
    {U"遠藤", "endo"}, {U"酒井", "sakai"}, {U"重信", "shigenobu"}, {U"野中", "nonaka"},
    {U"野口", "noguchi"}, {U"野村", "nomura"}, {U"野田", "noda"}, {U"金子", "kaneko"},
    {U"鈴木", "suzuki"}, {U"長谷川", "hasegawa"}, {U"関", "seki"}, {U"阿部", "abe"},
    {U"青木", "aoki"}, {U"須藤", "sudo"}, {U"飯田", "iida"}, {U"馬場", "baba"},
    {U"高山", "takayama"}, {U"高木", "takagi"}, {U"高橋", "takahashi"}, {U"高田", "takada"},
    {U"髙橋", "takahashi"}, {U"鳩山", "hatoyama"}, {U"麻原", "asahara"}, {U"麻生", "aso"},
    {U"黒柳", "kuroyanagi"}, {U"黒沢", "kurosawa"}, {U"黒澤", "kurosawa"}, {U"黒田", "kuroda"},
    {U"齊藤", "saito"}, {U"齋藤", "saito"}}};

constexpr std::array<HanName, 107> kJapaneseGiven = {{
    {U"一郎", "ichiro"}, {U"三郎", "saburo"}, {U"久美子", "kumiko"}, {U"二郎", "jiro"},
    {U"五郎", "goro"}, {U"京子", "kyoko"}, {U"信介", "shinsuke"}, {U"修", "osamu"},
    {U"健一", "kenichi"}, {U"健二", "kenji"}, {U"健太", "kenta"}, {U"健", "ken"},
    {U"優子", "yuko"}, {U"剛", "tsuyoshi"}, {U"勇", "isamu"}, {U"勝", "masaru"},
    {U"博子", "hiroko"}, {U"博", "hiroshi"}, {U"和也", "kazuya"}, {U"和子", "kazuko"},
    {U"哲也", "tetsuya"}, {U"哲", "satoshi"}, {U"四郎", "shiro"}, {U"大介", "daisuke"},
    {U"大輔", "daisuke"}, {U"太一", "taichi"}, {U"太郎", "taro"}, {U"孝", "takashi"},
    {U"学", "manabu"}, {U"宏", "hiroshi"}, {U"実", "minoru"}, {U"幸子", "sachiko"},
    {U"康弘", "yasuhiro"}, {U"弘子", "hiroko"}, {U"彰晃", "shoko"}, {U"徳仁", "naruhito"},
    {U"徹", "toru"}, {U"心", "kokoro"}, {U"恵美子", "keiko"}, {U"恵子", "keiko"},
    {U"愛子", "aiko"}, {U"愛", "ai"}, {U"憲", "ken"}, {U"房子", "fusako"}, {U"拓也", "takuya"},
    {U"文仁", "fumihito"}, {U"文雄", "fumio"}, {U"明仁", "akihito"}, {U"明美", "akemi"},
    {U"明", "akira"}, {U"晋三", "shinzo"}, {U"智子", "tomoko"}, {U"桜", "sakura"},
    {U"次郎", "jiro"}, {U"正", "tadashi"}, {U"武", "takeshi"}, {U"毅", "takeshi"},
    {U"洋子", "yoko"}, {U"洋", "hiroshi"}, {U"浩二", "koji"}, {U"浩子", "hiroko"},
    {U"浩", "hiroshi"}, {U"海", "kai"}, {U"淳", "jun"}, {U"清", "kiyoshi"}, {U"潤", "jun"},
    {U"猛", "takeshi"}, {U"由美", "yumi"}, {U"直人", "naoto"}, {U"直樹", "naoki"},
    {U"直美", "naomi"}, {U"真由美", "mayumi"}, {U"研", "ken"}, {U"稔", "minoru"}, {U"空", "sora"},
    {U"節子", "setsuko"}, {U"篤", "atsushi"}, {U"純一郎", "junichiro"}, {U"純子", "junko"},
    {U"純", "jun"}, {U"結", "yu"}, {U"美智子", "michiko"}, {U"義偉", "yoshihide"},
    {U"翔太", "shota"}, {U"翔平", "shohei"}, {U"翔", "sho"}, {U"翼", "tsubasa"},
    {U"聡", "satoshi"}, {U"花子", "hanako"}, {U"茂樹", "shigeki"}, {U"茂", "shigeru"},
    {U"葵", "aoi"}, {U"蓮", "ren"}, {U"薫", "kaoru"}, {U"裕仁", "hirohito"}, {U"裕子", "yuko"},
    {U"角栄", "kakuei"}, {U"誠", "makoto"}, {U"豊", "yutaka"}, {U"賢二", "kenji"}, {U"賢", "ken"},
    {U"進", "susumu"}, {U"達也", "tatsuya"}, {U"陽子", "yoko"}, {U"隆", "takashi"},
    {U"雅子", "masako"}, {U"順子", "junko"}}};

constexpr std::array<HanName, 149> kJapaneseParts = {{
    {U"一郎", "ichiro"}, {U"一", "ichi"}, {U"三郎", "saburo"}, {U"三", "zo"}, {U"久", "hisa"},
    {U"之", "yuki"}, {U"也", "ya"}, {U"二郎", "jiro"}, {U"二", "ji"}, {U"五郎", "goro"},
    {U"人", "to"}, {U"介", "suke"}, {U"代", "yo"}, {U"伸", "nobu"}, {U"佐", "sa"},
    {U"俊", "toshi"}, {U"保", "yasu"}, {U"信", "nobu"}, {U"修", "nobu"}, {U"健", "ken"},
    {U"元", "moto"}, {U"光", "mitsu"}, {U"克", "katsu"}, {U"典", "nori"}, {U"冬", "fuyu"},
    {U"利", "toshi"}, {U"則", "nori"}, {U"剛", "tsuyo"}, {U"加", "ka"}, {U"助", "suke"},
    {U"勇", "isa"}, {U"勝", "katsu"}, {U"千", "chi"}, {U"博", "hiro"}, {U"友", "tomo"},
    {U"司", "ji"}, {U"吉", "yoshi"}, {U"吾", "go"}, {U"和", "kazu"}, {U"哉", "ya"},
    {U"哲", "tetsu"}, {U"喜", "yoshi"}, {U"国", "kuni"}, {U"士", "shi"}, {U"夏", "natsu"},
    {U"太郎", "taro"}, {U"太", "ta"}, {U"夫", "o"}, {U"奈", "na"}, {U"子", "ko"}, {U"孝", "taka"},
    {U"学", "nori"}, {U"宏", "hiro"}, {U"宗", "mune"}, {U"実", "mi"}, {U"宣", "nobu"},
    {U"希", "ki"}, {U"平", "hei"}, {U"幸", "yuki"}, {U"広", "hiro"}, {U"康", "yasu"},
    {U"弘", "hiro"}, {U"彦", "hiko"}, {U"彰", "aki"}, {U"徳", "nori"}, {U"志", "shi"},
    {U"忠", "tada"}, {U"恵", "e"}, {U"愛", "ai"}, {U"憲", "nori"}, {U"政", "masa"},
    {U"敏", "toshi"}, {U"文", "fumi"}, {U"斗", "to"}, {U"昌", "masa"}, {U"明", "aki"},
    {U"春", "haru"}, {U"昭", "aki"}, {U"晃", "aki"}, {U"晴", "haru"}, {U"智", "tomo"},
    {U"月", "tsuki"}, {U"朗", "ro"}, {U"桜", "sakura"}, {U"樹", "ki"}, {U"次郎", "jiro"},
    {U"正", "masa"}, {U"武", "take"}, {U"毅", "take"}, {U"江", "e"}, {U"沙", "sa"}, {U"治", "ji"},
    {U"泰", "yasu"}, {U"洋", "hiro"}, {U"浩", "hiro"}, {U"海", "kai"}, {U"淳", "jun"},
    {U"清", "kiyo"}, {U"満", "mitsu"}, {U"生", "o"}, {U"由", "yu"}, {U"男", "o"}, {U"直", "nao"},
    {U"真", "masa"}, {U"知", "tomo"}, {U"研", "ken"}, {U"祐", "hiro"}, {U"秀", "hide"},
    {U"秋", "aki"}, {U"竜", "ryu"}, {U"章", "aki"}, {U"篤", "atsu"}, {U"紀", "nori"},
    {U"純", "jun"}, {U"結", "yu"}, {U"繁", "shige"}, {U"美", "mi"}, {U"義", "yoshi"},
    {U"翔", "sho"}, {U"良", "yoshi"}, {U"英", "hide"}, {U"茂", "shige"}, {U"菜", "na"},
    {U"蔵", "zo"}, {U"行", "yuki"}, {U"衣", "i"}, {U"裕", "hiro"}, {U"誠", "masa"},
    {U"豊", "toyo"}, {U"貴", "taka"}, {U"賢", "ken"}, {U"輔", "suke"}, {U"輝", "teru"},
    {U"造", "zo"}, {U"進", "nobu"}, {U"道", "michi"}, {U"郎", "ro"}, {U"里", "ri"},
    {U"重", "shige"}, {U"陽", "yo"}, {U"隆", "taka"}, {U"雄", "o"}, {U"雅", "masa"},
    {U"靖", "yasu"}, {U"音", "ne"}, {U"香", "ka"}, {U"馬", "ma"}, {U"高", "taka"}, {U"龍", "ryu"}}};

constexpr std::array<HanName, 292> kTranscription = {{
    {U"丁", "din"}, {U"万", "van"}, {U"丘", "chu"}, {U"丝", "s"}, {U"丹", "dan"}, {U"丽", "li"},
    {U"乌", "u"}, {U"乔", "jo"}, {U"于", "ju"}, {U"亚", "ia"}, {U"亞", "ia"}, {U"亨", "hen"},
    {U"亭", "tin"}, {U"什", "sh"}, {U"伊", "i"}, {U"休", "hu"}, {U"伦", "ren"}, {U"伯", "ber"},
    {U"佐", "zo"}, {U"佛", "fo"}, {U"佩", "pe"}, {U"保", "pau"}, {U"倫", "ren"}, {U"傑", "je"},
    {U"克", "k"}, {U"內", "ne"}, {U"兰", "lan"}, {U"兹", "z"}, {U"内", "ne"}, {U"冈", "gon"},
    {U"冯", "von"}, {U"凯", "kai"}, {U"凱", "kai"}, {U"切", "che"}, {U"列", "le"}, {U"利", "li"},
    {U"加", "ga"}, {U"努", "nu"}, {U"劳", "lau"}, {U"勒", "l"}, {U"勞", "lau"}, {U"华", "wa"},
    {U"卓", "jo"}, {U"南", "nan"}, {U"博", "bo"}, {U"卡", "ka"}, {U"卢", "lu"}, {U"厄", "e"},
    {U"古", "gu"}, {U"史", "s"}, {U"叶", "ye"}, {U"吉", "gi"}, {U"哈", "ha"}, {U"哥", "go"},
    {U"喬", "jo"}, {U"嘉", "ga"}, {U"因", "in"}, {U"图", "tu"}, {U"圖", "tu"}, {U"圣", "saint"},
    {U"圭", "gui"}, {U"坎", "can"}, {U"坦", "tan"}, {U"埃", "e"}, {U"基", "ki"}, {U"塔", "ta"},
    {U"塞", "se"}, {U"墨", "me"}, {U"夏", "sha"}, {U"多", "do"}, {U"夫", "f"}, {U"奇", "ch"},
    {U"奥", "o"}, {U"奧", "o"}, {U"妮", "ni"}, {U"姆", "m"}, {U"威", "wi"}, {U"娜", "na"},
    {U"孙", "son"}, {U"孫", "son"}, {U"宁", "nin"}, {U"安", "an"}, {U"宾", "bin"}, {U"寧", "nin"},
    {U"尔", "r"}, {U"尚", "chan"}, {U"尤", "yu"}, {U"尼", "ni"}, {U"岡", "gon"}, {U"巴", "ba"},
    {U"布", "b"}, {U"希", "shi"}, {U"帕", "pa"}, {U"平", "pin"}, {U"库", "ku"}, {U"庫", "ku"},
    {U"康", "con"}, {U"廷", "tin"}, {U"弗", "f"}, {U"強", "john"}, {U"强", "john"}, {U"彭", "pen"},
    {U"德", "d"}, {U"怀", "wai"}, {U"思", "s"}, {U"恩", "n"}, {U"惠", "whi"}, {U"愛", "e"},
    {U"懷", "wai"}, {U"戈", "go"}, {U"戴", "day"}, {U"扎", "za"}, {U"托", "to"}, {U"扬", "yan"},
    {U"拉", "la"}, {U"措", "zo"}, {U"提", "ti"}, {U"揚", "yan"}, {U"敦", "don"}, {U"文", "ven"},
    {U"斯", "s"}, {U"施", "sh"}, {U"明", "min"}, {U"普", "p"}, {U"曼", "man"}, {U"朗", "lan"},
    {U"本", "ben"}, {U"朱", "ju"}, {U"杜", "du"}, {U"杨", "yan"}, {U"杰", "je"}, {U"林", "lin"},
    {U"柏", "ber"}, {U"查", "cha"}, {U"柯", "ko"}, {U"格", "g"}, {U"桑", "san"}, {U"梅", "me"},
    {U"梵", "van"}, {U"森", "sen"}, {U"楊", "yan"}, {U"楚", "chu"}, {U"欧", "o"}, {U"欽", "chin"},
    {U"歐", "o"}, {U"武", "vu"}, {U"比", "bi"}, {U"汉", "han"}, {U"汤", "tom"}, {U"沃", "vo"},
    {U"沙", "sha"}, {U"法", "fa"}, {U"波", "po"}, {U"泰", "tai"}, {U"泽", "ze"}, {U"洛", "lo"},
    {U"洪", "hon"}, {U"海", "hai"}, {U"温", "win"}, {U"湯", "tom"}, {U"溫", "win"}, {U"漢", "han"},
    {U"潘", "pan"}, {U"澤", "ze"}, {U"烏", "u"}, {U"爱", "e"}, {U"爾", "r"}, {U"特", "t"},
    {U"玛", "ma"}, {U"珀", "per"}, {U"班", "ban"}, {U"理", "ri"}, {U"琳", "lin"}, {U"琴", "chin"},
    {U"瑞", "re"}, {U"瑟", "ser"}, {U"瑪", "ma"}, {U"瓦", "va"}, {U"甘", "gan"}, {U"登", "den"},
    {U"皮", "pi"}, {U"盖", "ga"}, {U"盧", "lu"}, {U"福", "fo"}, {U"科", "ko"}, {U"米", "mi"},
    {U"約", "jo"}, {U"納", "na"}, {U"紐", "new"}, {U"紹", "sho"}, {U"絲", "s"}, {U"維", "vi"},
    {U"约", "jo"}, {U"纳", "na"}, {U"纽", "new"}, {U"绍", "sho"}, {U"维", "vi"}, {U"罗", "ro"},
    {U"羅", "ro"}, {U"翰", "han"}, {U"耳", "r"}, {U"耶", "ye"}, {U"聖", "saint"}, {U"肖", "sho"},
    {U"肯", "ken"}, {U"胡", "hu"}, {U"腾", "ten"}, {U"舍", "she"}, {U"舒", "shu"}, {U"艾", "e"},
    {U"芬", "fin"}, {U"若", "jo"}, {U"英", "in"}, {U"范", "van"}, {U"茨", "ts"}, {U"茲", "z"},
    {U"莉", "li"}, {U"莎", "sha"}, {U"莫", "mo"}, {U"莱", "le"}, {U"華", "wa"}, {U"菲", "fi"},
    {U"萊", "le"}, {U"萨", "sa"}, {U"萬", "van"}, {U"葉", "ye"}, {U"葛", "ga"}, {U"蒂", "ti"},
    {U"蒙", "mon"}, {U"蓋", "ga"}, {U"蓬", "pon"}, {U"薩", "sa"}, {U"蘭", "lan"}, {U"裏", "ri"},
    {U"裡", "ri"}, {U"西", "si"}, {U"許", "hu"}, {U"詹", "jam"}, {U"諾", "no"}, {U"謝", "she"},
    {U"讓", "jean"}, {U"让", "jean"}, {U"许", "hu"}, {U"诺", "no"}, {U"谢", "she"}, {U"貝", "be"},
    {U"費", "fe"}, {U"賈", "ja"}, {U"賓", "bin"}, {U"贝", "be"}, {U"费", "fe"}, {U"贾", "ja"},
    {U"赫", "h"}, {U"路", "lu"}, {U"辛", "sin"}, {U"达", "da"}, {U"迪", "di"}, {U"逊", "son"},
    {U"逸", "yi"}, {U"達", "da"}, {U"遜", "son"}, {U"里", "ri"}, {U"金", "kin"}, {U"钦", "chin"},
    {U"門", "men"}, {U"门", "men"}, {U"阿", "a"}, {U"隆", "ron"}, {U"雅", "ya"}, {U"雷", "re"},
    {U"霍", "ho"}, {U"韋", "we"}, {U"韦", "we"}, {U"頓", "ton"}, {U"顿", "ton"}, {U"香", "chan"},
    {U"馬", "ma"}, {U"馮", "von"}, {U"騰", "ten"}, {U"马", "ma"}, {U"高", "go"}, {U"魯", "ru"},
    {U"鲁", "ru"}, {U"麗", "li"}, {U"麥", "mac"}, {U"麦", "mac"}, {U"黑", "hei"}, {U"默", "mer"},
    {U"齊", "zi"}, {U"齐", "zi"}, {U"龍", "lon"}, {U"龙", "lon"}}};

// clang-format on

constexpr bool by_first(const HanName& left, const HanName& right) {
    if (left.characters.front() != right.characters.front()) {
        return left.characters.front() < right.characters.front();
    }
    return left.characters.size() > right.characters.size();
}
static_assert(std::is_sorted(kChinese.begin(), kChinese.end(), by_first));
static_assert(std::is_sorted(kCantonese.begin(), kCantonese.end(), by_first));
static_assert(std::is_sorted(kHokkien.begin(), kHokkien.end(), by_first));
static_assert(std::is_sorted(kJapaneseSurnames.begin(), kJapaneseSurnames.end(), by_first));
static_assert(std::is_sorted(kJapaneseGiven.begin(), kJapaneseGiven.end(), by_first));
static_assert(std::is_sorted(kJapaneseParts.begin(), kJapaneseParts.end(), by_first));
static_assert(std::is_sorted(kTranscription.begin(), kTranscription.end(), by_first));

}  // namespace

std::span<const HanName> chinese_surnames() noexcept {
    return kChinese;
}
std::span<const HanName> cantonese_surnames() noexcept {
    return kCantonese;
}
std::span<const HanName> hokkien_names() noexcept {
    return kHokkien;
}
std::span<const HanName> transcription_characters() noexcept {
    return kTranscription;
}
std::span<const HanName> japanese_surnames() noexcept {
    return kJapaneseSurnames;
}
std::span<const HanName> japanese_given_names() noexcept {
    return kJapaneseGiven;
}
std::span<const HanName> japanese_name_parts() noexcept {
    return kJapaneseParts;
}

const HanName* name_beginning(std::span<const HanName> names, std::u32string_view text) noexcept {
    if (text.empty()) return nullptr;
    auto at = std::lower_bound(
        names.begin(), names.end(), text.front(),
        [](const HanName& entry, char32_t wanted) { return entry.characters.front() < wanted; });
    for (; at != names.end() && at->characters.front() == text.front(); ++at) {
        if (text.starts_with(at->characters)) return &*at;
    }
    return nullptr;
}

}  // namespace pelf::match
