// SPDX-License-Identifier: Apache-2.0
//
// The table of Chinese syllables behind east_asian_syllables.hpp:
//
//   PINYIN : NORTHERN ... [ : SOUTHERN ... ] ;
//
// NORTHERN are spellings of the Mandarin syllable, in pinyin and in Wade-Giles without its
// apostrophes and umlauts; by the correspondence of the two systems, so the lines are regular.
// SOUTHERN are spellings of the same characters in Cantonese, Hokkien, Teochew and Hakka as people
// write their names in Hong Kong, South-East Asia and Indonesia: surnames, mostly.
#pragma once

#include <string_view>

namespace pelf::match {

inline constexpr std::string_view kChineseSyllables = R"(
a : a ; ai : ai ; an : an ; ang : ang ; ao : ao ; e : e o ; ei : ei ; en : en ; eng : eng ; er : er
erh ; o : o ; ou : ou : au ow auw ; ba : ba pa ; bai : bai pai : pak pek bak peh pah ; ban : ban
pan ; bang : bang pang ; bao : bao pao : pau bau ; bei : bei pei ; ben : ben pen ; beng : beng peng
; bi : bi pi ; bian : bian pien ; biao : biao piao ; bie : bie pieh ; bin : bin pin ; bing : bing
ping ; bo : bo po ; bu : bu pu ; pa : pa ; pai : pai ; pan : pan : poon phua pun phoa puan ; pang :
pang : pong ; pao : pao ; pei : pei ; pen : pen ; peng : peng : pang phang ; pi : pi ; pian : pian
pien ; piao : piao ; pie : pie pieh ; pin : pin ; ping : ping ; po : po ; pou : pou ; pu : pu ; ma
: ma : mah mar ; mai : mai : mak ; man : man ; mang : mang ; mao : mao : mo mou mow ; me : me ; mei
: mei : mui moy boey bwee ; men : men ; meng : meng : mang beng ; mi : mi ; mian : mian mien ; miao
: miao ; mie : mie mieh ; min : min ; ming : ming : meng beng ; miu : miu ; mo : mo : mok mock bok
; mou : mou ; mu : mu ; fa : fa ; fan : fan : hoan faan ; fang : fang : fong png ; fei : fei ; fen
: fen ; feng : feng : fung phang pang foong fong ; fo : fo ; fou : fou ; fu : fu : fook fok hock
foo ; da : da ta ; dai : dai tai : tay ; dan : dan tan ; dang : dang tang ; dao : dao tao ; de : de
te ; dei : dei tei ; den : den ten ; deng : deng teng : tang ; di : di ti ; dian : dian tien ; diao
: diao tiao ; die : die tieh ; ding : ding ting ; diu : diu tiu ; dong : dong tung : toong ; dou :
dou tou ; du : du tu : toh dou ; duan : duan tuan : tuen ; dui : dui tui ; dun : dun tun ; duo :
duo to ; ta : ta ; tai : tai ; tan : tan : tam tham ; tang : tang : tong teng ; tao : tao ; te : te
; teng : teng ; ti : ti ; tian : tian tien : tin ; tiao : tiao ; tie : tie tieh ; ting : ting ;
tong : tong tung ; tou : tou ; tu : tu ; tuan : tuan ; tui : tui ; tun : tun ; tuo : tuo to ; na :
na ; nai : nai ; nan : nan ; nang : nang ; nao : nao ; ne : ne ; nei : nei ; nen : nen ; neng :
neng ; ni : ni ; nian : nian nien ; niang : niang ; niao : niao ; nie : nie nieh ; nin : nin ; ning
: ning ; niu : niu ; nong : nong nung ; nou : nou ; nu : nu ; nuan : nuan ; nuo : nuo no ; nv : nv
nu nyu ; nve : nue nueh ; la : la ; lai : lai ; lan : lan : lam ; lang : lang ; lao : lao ; le : le
; lei : lei ; leng : leng ; li : li : lee lei lie ly ; lia : lia ; lian : lian lien ; liang : liang
: leung leong neo liong leang nio ; liao : liao : liu liew leow liaw ; lie : lie lieh ; lin : lin :
lam lim ling lum ; ling : ling : leng ; liu : liu : lau lao low liew lauw liou lew ; long : long
lung : loong ; lou : lou ; lu : lu : luk lo loo lok liok ; luan : luan ; lun : lun ; luo : luo lo :
law loh lor ; lv : lv lu lyu : lui loi looi ; lve : lue lueh ; ga : ga ka ; gai : gai kai ; gan :
gan kan ; gang : gang kang ; gao : gao kao : ko kou gou ; ge : ge ko ; gei : gei kei ; gen : gen
ken ; geng : geng keng ; gong : gong kung : kiong ; gou : gou kou ; gu : gu ku : koo goo koh ; gua
: gua kua ; guai : guai kuai ; guan : guan kuan : kwan koon quan ; guang : guang kuang : kwong
kwang gwong ; gui : gui kuei ; gun : gun kun ; guo : guo kuo : kwok kuok quek kwek gock kwee koay ;
ka : ka ; kai : kai ; kan : kan ; kang : kang : hong ; kao : kao ; ke : ke ko ; ken : ken ; keng :
keng ; kong : kong kung : hung khong ; kou : kou ; ku : ku ; kua : kua ; kuai : kuai ; kuan : kuan
; kuang : kuang ; kui : kui kuei ; kun : kun ; kuo : kuo ; ha : ha ; hai : hai ; han : han : hon ;
hang : hang ; hao : hao : hau ; he : he ho : hor hoe ; hei : hei ; hen : hen ; heng : heng ; hong :
hong hung : ang hoong ; hou : hou : hau how ; hu : hu : wu woo oh foo hoo ; hua : hua : wah wa hwa
fah faa ; huai : huai ; huan : huan ; huang : huang : wong ng oei ooi ung hwang bong vong wee uy ;
hui : hui : wai hwee wui ; hun : hun ; huo : huo ; ji : ji chi : kei kee ; jia : jia chia ; jian :
jian chien : kan kean kien ; jiang : jiang chiang : kong keong kang keung goeng kiang ; jiao : jiao
chiao ; jie : jie chieh : kit kiat kai ; jin : jin chin : kam kim gam kum ; jing : jing ching ;
jiong : jiong chiung ; jiu : jiu chiu ; ju : ju chu ; juan : juan chuan ; jue : jue chueh ; jun :
jun chun : choon jeun ; qi : qi chi : chai tsai kei chee ; qia : qia chia ; qian : qian chien :
chin tsin tsien ; qiang : qiang chiang : keung kiong khiang ; qiao : qiao chiao ; qie : qie chieh ;
qin : qin chin : chun ; qing : qing ching ; qiong : qiong chiung ; qiu : qiu chiu : yau khoo hew
kew yow chew hiu ; qu : qu chu ; quan : quan chuan ; que : que chueh ; qun : qun chun ; xi : xi hsi
; xia : xia hsia : ha hah shia har ; xian : xian hsien ; xiang : xiang hsiang : heung hiong ; xiao
: xiao hsiao : siu siew seow shiu siao siauw shaw sheau ; xie : xie hsieh : tse cheah chia tze sia
shieh ; xin : xin hsin ; xing : xing hsing : hing heng ; xiong : xiong hsiung : hung ; xiu : xiu
hsiu : sau siew sow ; xu : xu hsu : hui chui koh tsui shu shui kho khoo hsue ; xuan : xuan hsuan ;
xue : xue hsueh : sit sih ; xun : xun hsun ; zha : zha cha ; zhai : zhai chai ; zhan : zhan chan :
chim chiam tsim jim ; zhang : zhang chang : cheung cheong teo tiong tjong djang ; zhao : zhao chao
: chiu chiew jiu tio jew ; zhe : zhe che ; zhen : zhen chen ; zheng : zheng cheng : tay tee tang
teh dy jang ; zhi : zhi chih : chi chee ; zhong : zhong chung : chong tjiong ; zhou : zhou chou :
chow chau jou chew tjioe chiu ciu jao joe ; zhu : zhu chu : choo tsu gee chee ju ; zhua : zhua chua
; zhuai : zhuai chuai ; zhuan : zhuan chuan ; zhuang : zhuang chuang : chong tjong ; zhui : zhui
chui ; zhun : zhun chun ; zhuo : zhuo cho ; cha : cha ; chai : chai ; chan : chan ; chang : chang :
sheung cheung ; chao : chao ; che : che ; chen : chen : chan tan chin ting tjan tjen ; cheng :
cheng : ching ; chi : chi chih ; chong : chong chung ; chou : chou ; chu : chu ; chua : chua ;
chuai : chuai ; chuan : chuan ; chuang : chuang ; chui : chui ; chun : chun ; chuo : chuo cho ; sha
: sha ; shai : shai ; shan : shan ; shang : shang : sheung seung ; shao : shao : shiu siow shaw ;
she : she ; shei : shei ; shen : shen : sum sam sim shum sham ; sheng : sheng ; shi : shi shih :
sze shek si see sik sy ; shou : shou ; shu : shu : shuk sook suk ; shua : shua ; shuai : shuai ;
shuan : shuan ; shuang : shuang ; shui : shui ; shun : shun ; shuo : shuo ; ran : ran jan ; rang :
rang jang ; rao : rao jao ; re : re je ; ren : ren jen : yam yum ; reng : reng jeng ; ri : ri jih ;
rong : rong jung : wing yung ; rou : rou jou ; ru : ru ju ; ruan : ruan juan : yuen ; rui : rui jui
; run : run jun ; ruo : ruo jo ; za : za tsa ; zai : zai tsai ; zan : zan tsan ; zang : zang tsang
; zao : zao tsao ; ze : ze tse ; zei : zei tsei ; zen : zen tsen ; zeng : zeng tseng : tsang tzeng
; zi : zi tzu ; zong : zong tsung ; zou : zou tsou : chau chow chew ; zu : zu tsu ; zuan : zuan
tsuan ; zui : zui tsui ; zun : zun tsun ; zuo : zuo tso ; ca : ca tsa ; cai : cai tsai : choi tsoi
chua choy chuah tjoa chye tsay cua ; can : can tsan ; cang : cang tsang ; cao : cao tsao : tso cho
; ce : ce tse ; cen : cen tsen ; ceng : ceng tseng ; ci : ci tzu ; cong : cong tsung ; cou : cou
tsou ; cu : cu tsu ; cuan : cuan tsuan ; cui : cui tsui : chui choi ; cun : cun tsun ; cuo : cuo
tso ; sa : sa ; sai : sai ; san : san ; sang : sang ; sao : sao ; se : se ; sen : sen ; seng : seng
; si : si ssu szu ; song : song sung : soong ; sou : sou ; su : su : so soh saw sou soe souw ; suan
: suan ; sui : sui ; sun : sun : suen soon swen soen ; suo : suo so ; ya : ya ; yan : yan yen : yim
ngan giam gan im yien ; yang : yang : yeung yeong young ieong njoo nio ; yao : yao : yiu yeo yew iu
yow ; ye : ye yeh : yip yap ip yapp iap ; yi : yi i : yik yick ; yin : yin : wan ; ying : ying :
eng ing ; yo : yo ; yong : yong yung : wing eng ; you : you yu ; yu : yu : yue yee eu ; yuan : yuan
: yuen ; yue : yue yueh : ngok gak ; yun : yun ; wa : wa ; wai : wai ; wan : wan : man mun ; wang :
wang : wong ong heng bong ; wei : wei : wai ngai ; wen : wen : man wan un mun ; weng : weng ; wo :
wo ; wu : wu : ng goh go ngo gouw woo eng ;
)";

}  // namespace pelf::match
