// SPDX-License-Identifier: Apache-2.0
//
// The table behind given_names.hpp. A record is a family of given names that are one name in
// several languages; between its colons stand varieties, the spellings of the name in one language.
#pragma once

#include <string_view>

namespace pelf::match {

inline constexpr std::string_view kGivenNames = R"(
mohammed mohammad muhammad mohamed mohamad muhammed muhamad muhamed mohd muhd mhd mohamud mohamoud
  mahamed mahammad muhamet muhammet mohammod mohummad mehmed mahomed mohmmad mohmed muhummad
  moukhamed mukhammad mukhamed magomed magomet mukhammed mokhammad mukhamet magamed mahamad
  mahamadou mamadou mamadu muhamadu muhammadu mohamadou mouhamadou mouhamed mouhammad mohhamed
  mohamet moham muhammod : mehmet : mamed mammad mammed : mohand : maxamed ;
ahmed ahmad achmad achmed ahmet akhmed akhmad akhmet ahamed ahmmad ahmadou amadou ahmadu amadu
  axmed ahmod akhmat ahamad ehmed ehmad ahmat ;
mahmoud mahmud mahmood mehmood mahmut makhmud makhmoud machmud mahamud mahmod maxmud ;
hamid hameed hamed hamit khamid hamiid ;
hamad hammad hamed hammed ;
ali aly alli aliy alee aali ;
hassan hasan hasen hassen hasson khasan hacen hassane hasaan xasan khassan ;
hussein hussain husain husayn hossein hossain hussayn husein hosein hosain housein houssein houcine
  hocine hossien husseyin khusein khusayn huseyn husseyn hoseyn husseine huseen xuseen hossayn
  khussein : huseyin ;
abdullah abdallah abdulla abdalla abdollah abdoullah abdoulla abdoulaye abdoulah abdulah abdala
  abdelah abdellah abdilla abdullahi abdullo abdula abdoallah cabdullaahi abdillahi abdylla
  abdulloh abdilahi ;
abdulrahman abdurrahman abdelrahman abderrahmane abdurahman abdulrehman abdurehman abdolrahman
  abdalrahman abdrahman abdoulrahman abderahmane abdirahman abdurakhman abdurakhmon abdulrahmaan
  abdelrahmane abdulrakhman abdourahmane abdurrakhman abdurohman cabdiraxmaan ;
abdulaziz abdelaziz abdalaziz abdoulaziz abdolaziz abdulazeez abdelazeez abdulazis abdiaziz
  abdulasis ;
abdulkarim abdelkarim abdelkrim abdulkareem abdolkarim abdalkarim abdelkareem abdikarim ;
abdulkadir abdelkader abdulqadir abdulqader abdelqader abdulkader abdolqader abdiqadir abdelkadir
  abdulghader abdulghadir abdalqader abdukadir ;
abdulhamid abdelhamid abdulhameed abdolhamid abdalhamid abdelhameed abdulhamit ;
abdulmajid abdelmajid abdulmajeed abdelmadjid abdolmajid abdulmadzhid abdelmajeed ;
abdulmalik abdelmalik abdelmalek abdulmalek abdolmalek abdalmalik ;
abdulsalam abdelsalam abdessalam abdussalam abdusalam abdeslam abdulsallam abdolsalam abdisalam ;
abdulsamad abdelsamad abdussamad abdusamad abdolsamad abdessamad ;
abdulwahid abdelwahid abdulwahed abdelouahed abdolvahed abdelouahid ;
abdulwahab abdelwahab abdulwahhab abdelwahhab abdelouahab abdolvahab abdiwahab ;
abdulghani abdelghani abdulgani abdelgani abdolghani abdulgany abdughani ;
abdulhakim abdelhakim abdulhakeem abdolhakim abdihakim ;
abdulhadi abdelhadi abdolhadi abdelhedi ;
abdulhaq abdelhaq abdulhak abdelhak abdolhagh abdulhaque abdulhaqq ;
abdulhalim abdelhalim abdulhaleem abdolhalim ;
abduljabbar abdeljabbar abduljabar abdeldjabbar abdoljabbar abdujabbar ;
abduljalil abdeljalil abduljaleel abdeldjalil abdoljalil ;
abdullatif abdellatif abdulatif abdullateef abdelatif abdollatif abdilatif ;
abdulbaqi abdelbaqi abdulbaki abdelbaki abdolbaghi abdulbaqee abdulbagi ;
abdulbari abdelbari abdolbari ;
abdulbasit abdelbasset abdulbaset abdelbaset abdulbasset abdolbaset abdelbassit ;
abdulqayyum abdulqayum abdulqayoum abdolghayoum abdulqaiyum abdulqayyoom ;
abdulrazaq abdelrazaq abdulrazzaq abdelrazak abdulrazak abderrazak abdurrazaq abderrazek
  abdolrazzagh abdirazak abdurazzoq abdurazak abdulrazzak ;
abdulrahim abdelrahim abdurrahim abderrahim abdulraheem abdurahim abdolrahim abdirahim ;
abdulrashid abdelrashid abdurrashid abdulrasheed abdurashid abderrachid abdolrashid abdirashid ;
abdulmuhsin abdelmohsen abdulmohsin abdulmohsen abdelmohsin abdalmohsen ;
abdulnasser abdelnasser abdulnasir abdennasser abdunnasir abdulnaser abdelnaser abdennaceur
  abdinasir ;
abdulghaffar abdulghafar abdelghaffar abdolghaffar abdulgafar abdulghafoor abdulghafour ;
abdulmutallib abdulmuttalib abdelmotaleb abdulmutalib ;
yusuf yousef youssef yousif yusif yousuf yusef yussuf yossef youcef yussef yoosuf yusup iusuf
  yuusuf yusuff josuf yousaf : joseph josef : jose : giuseppe : josip yosip : iosif yosyp yosif
  osip yossif : jozef : yosef yosseph yoseph : iosef ;
ibrahim ibraheem ebrahim brahim ibragim ibrahima ibroheem ibrahem ibraahim ibrohim ibraim ebraheem
  : abraham avraham abram avram abrahim abramo abrahan avraam ;
musa mousa moussa moosa mussa muse musah mousse : moses moises mose mosheh moshe moise moisei
  moisey mojzes ;
isa issa eissa essa eesa iisa eisa ciise : jesus ;
dawud daoud dawood daud dawoud daood davud daoood dawod davood davoud davut dawd daowd : david
  davyd dawid davide davit dovid davyt ;
sulayman suleiman sulaiman soliman sulaymon sulieman suleyman souleymane soleiman soleyman suliman
  solaiman souleiman solayman suleman sulejman saleban saleiman : solomon salomon shlomo salomao
  salamon ;
yaqub yaqoub yakub yakoub yaqoob jakub yacoub yaghoub yaghoob yakup yaaqub yaquub iakub yacub :
  jacob jakob jacobo jacopo giacomo yakov iakov yaakov yaacov yakiv iacob jaakko jacobus iakovos
  yankel jakov jakab : james : diego santiago tiago iago : jaime : jacques ;
ishaq ishak isaq eshagh ishaaq isxoq iskhak eshaq : isaac isaak isak yitzhak itzhak izak izaak
  yitzchak isacco ;
ismail ismael ismaeel ismayil esmail esmaeil ismaeil ismaiel ismaail ismoil ismagil ismaila esmaeel
  smail ishmael ;
yahya yahia yehia yahyah yihya yahiya yakhya yehya yaxya yaxyo ;
yunus younis yunis younes younus yunes yonus iunus yoonus yunos junus yonos : jonah jonas yonah
  iona ionas ;
harun haroun haroon harron kharun : aaron aron aharon ;
idris edris idriss driss idrees edriss idres idriz ;
ilyas elias iliyas elyas eliyas ilias ilyass elyass iliasu : elias elijah eliyahu elia : ilya ilia
  ilja illia illya iliya ;
ayyub ayoub ayub ayyoub ayoob ayob eyup ayup ajub ayyoob : job iov ;
zakariya zakaria zakariyya zakarya zakariah zekeriya zakariyah zakareya zakaryia : zachary
  zachariah zacarias zechariah zakhar zaharia zaccaria zaharije zakharii ;
jibril jibreel gibril jebreel jabril djibril jibrail jabriel : gabriel gavriil gavril gabriele
  gabrijel havryil gabryel ;
mikail mikhaeel mikaeel mikayil : michael micheal : mikhail mihail mikhael mikhayil : mykhailo
  mykhaylo mykhajlo : michel : miguel : michele : mihai : michal : mikael mikkel mickael : mihailo
  mihajlo : mihaly : michail mihalis michalis : mikheil : miquel ;
adam adem aadam adan adamo ;
nuh nooh nouh noh nuuh : noah noe noach noi ;
yaser yasir yassir yasser yassar yasseer ;
osama usama oussama ussama ousama usamah osamah ossama osamma ;
omar umar omer umer omaar oumar oumarou cumar umaru ommar omaru ;
othman uthman usman osman ousmane othmane usmon ousman uthmaan cismaan otman otmane osmaan othmaan
  ussman ;
khalid khaled kalid khaalid halit halid kaled xaalid chalid khaleed khalit ;
khalil khaleel halil xalil kalil khaliil chalil ;
saleh salih saleeh salehe salihu saaleh salikh solih ;
salah salaah sallah ;
salahuddin salahudin saladin salaheddine salahaddin salaheddin selahattin salahedin salaheldin
  salahidin salohiddin ;
salim saleem selim saliim slim ;
salem salim saalim ;
salman selman salmaan ;
said saeed sayeed saed saeid saiid saied seid sait saaid ;
saud saood suud saoud sauud ;
sayf saif seif saef saiif saiph sayef ;
saifullah sayfullah seifullah saifulla sayfulla saifallah saifollah ;
saifuddin sayfuddin saifeddine seifeddine saifudin seyfettin saifaldin saiffudin sayfiddin ;
jamal gamal jamaal djamal cemal dzhamal jamall jamel djamel jammal ;
jamil gamil jameel djamil cemil dzhamil jamill ;
jamila jamilah jameela djamila gamila cemile dzhamila ;
jafar jaafar djafar cafer dzhafar gaafar jaffar jafer jafr djaafar djaffar jaffer jaafer ;
jalal galal djalal celal dzhalal jalaal jelal ;
jalaluddin jalaludin jalaladdin celalettin djalaluddin jalaloddin jalaleddin dzhalaludin ;
jamaluddin jamaludin jamaladdin cemalettin djamaluddin jamaleddine gamaleldin dzhamaludin
  jamaloddin ;
jawad gawad javad jawwad djawad javaad jawaad cevat ;
jabir jaber gaber djaber cabir djabir ;
karim kareem kerim kariim carim karem ;
rahim raheem rahiim rakhim rehim raxim ;
rahman rehman rahmaan rakhman rahmon rakhmon ;
rahmat rahmet rakhmat rehmat ;
rahmatullah rahmatulla rahmatollah rehmatullah rakhmatullo rahmatallah ;
rashid rasheed rachid raschid rashed reshid resit rashiid rachide rachit ;
rashad reshad rechad rashaad ;
riad riyad riyadh riadh reyad riyaad ryad ;
ridha rida reza riza redha reda rezza ridho rizza ;
rafiq rafik rafeeq rafeek rafiqul rafigh refik rafic ;
ramadan ramazan ramadhan ramzan ramdane ramdan ramezan ramadhani romazon ;
ramzi ramzy ramze remzi ;
hadi hady haadi hedi khadi ;
hafiz hafez hafeez hafidh hafis hafid ;
haidar haider haydar hayder heydar heidar haydor haidarr hyder haydir hydar gaidar ;
hakim hakeem hakiim hakem khakim hekim ;
hamza hamzah hamzeh hamsa khamza hamze hemza ;
hani hany haani ;
harith hareth haris harits ;
hashim hashem hachem hasheem khashim haashim haschem ;
hatim hatem hateem khatim ;
haytham haitham haythem heitham heissam haisam haysam ;
hisham hesham hicham hishaam hecham hischam ;
husam hussam hossam housam houssam hosam husaam ;
husni hosni hosny husny housni ;
imad emad imaad eimad imed ;
imran emran imraan umran omran ;
iqbal eqbal ikbal iqball iqbol ;
iskandar eskandar iskander iskandr sikandar eskander ;
jihad gihad djihad jehad cihat cihad ;
kamal kemal kamaal kamall ;
kamil kamel kameel kamill ;
kazim kazem kadhim kadhem kathem kadim kadhum khazem kathim kazeem ;
latif lateef latiif letif ;
luqman lokman luqmaan loqman lukman logman lukmon ;
mahdi mehdi mahdy mehdy mahedi mahadi mahdhi ;
majid majeed madjid maged majed mecit madzhid magid majiid ;
malik malek maleek malick maalik mallik ;
mansur mansour mansoor mansor mansoure mansuur ;
marwan marouane merouane marwaan mervan maruan marvan ;
masud masoud masood massoud massud mesut masuud ;
mubarak mobarak moubarak mubarek mobarek mbarek mubaarak embarek ;
muhsin mohsen mohsin muhsen muxsin mohseen mokhsin mohssen ;
mujahid mojahed mujahed mudjahid moujahed mudzhakhid ;
mukhtar mokhtar moukhtar muktar muhtar mukhtaar mokhtaar mukhter ;
munir mouneer monir mounir muneer munner ;
murad mourad morad murat muraad murod ;
murtaza murtada morteza mortada mortaza murtadha mourtada murtadho ;
muslim moslem mouslim musliim moslim ;
mustafa mustapha moustafa mostafa moustapha mustaffa mostapha musthafa mustofa mustafo mustaph
  mustafah ;
mutasim moatassem mutassim muatasim motasem moatasim muatassim ;
muzaffar mozaffar muzafar muzaffer mozafar mudhafar muthaffar muzafer ;
nabil nabeel nabiil nebil nabill nabel ;
nadir nader nadeer nadar naadir ;
nadim nadeem nadym nadeim ;
naim naeem naiim naeim nayeem naem ;
najib najeeb nageeb naguib nadjib nagib najeb nadzhib nejib ;
najm nejm nagm ;
najmuddin najmaddin najmudin nejmeddin najmeddine necmettin nadzhmuddin ;
nasir nasser naser nassir naasir nacer naceur naasser nosir ;
nasr naser nassr ;
nasrullah nasrallah nasrollah nasrulla nasralla nasrullo ;
nasruddin nasreddine nasraddin nasrudin nasreddin nasiruddin nasruldin nasirudin nasriddin ;
nawaf nawwaf nauaf navaf ;
nazar nezar nizar nizaar ;
nazir nazeer nadhir nadheer nazer ;
nizamuddin nezamuddin nizamudin nezameddin nizamettin nizomiddin ;
nur noor nour noer noure nuur ;
nuruddin nooruddin noureddine nuriddin nouruddin nureddin nurettin nuradin noraldin noureldin
  nurudin nooradin nurdin nuraldin nouradine nooroddin ;
nurullah noorullah nourallah nurulla noorulla nurallah ;
nuri noori nouri noury ;
qasim qasem kassem kassim ghasem gasim qassim qassem kasim gassem kasem qaasim gasem kacem ghassem
  qosim ;
qais kais qays kays gais keis qaiss ghays ;
rahimullah rahimulla raheemullah rahimollah ;
sabri sabry sabrii ;
sabir saber sabeer saabir ;
sadiq sadegh sadik sadeq saddiq saadiq sodiq ;
siddiq seddik siddique sediq siddeeq seddiq siddik sedigh sidiq ;
saddam sadam saddaam ;
sakhr sakher ;
sami samy saami samii ;
samir sameer sameir semir samyr ;
samira sameera samirah semira samirra ;
sharif shareef cherif sherif charif shariif sharife serif scherif ;
shafiq shafik shafeeq chafik safik shafigh shafeek chafic ;
shakir shaker chaker shakeer sakir ;
shamil shamel chamil shamill ;
shawqi shawki chawki shoghi sevki shauki shavki chaouki ;
sufyan sofian sofiane sufian soufiane soufian sufiyan sofyan sufiaan ;
suhail suhayl soheil sohail suheil souhail sohayl souheil ;
suhaib sohaib suhayb souhaib ;
shoaib shuaib shuayb choaib shoaeb suayip shoeb ;
tahir taher tahar tahyr tahiir tohir ;
taha tahaa ;
tariq tarek tarik tareq tareek taareq tarak taric tarique tarig ;
tawfiq tawfik taufiq toufik tewfik taoufik tofik tofiq towfiq taufik towfigh tevfik ;
turki turky ;
ubaydullah obaidullah ubaidullah obaydullah ubaidulla obeidullah ubaydulla obaidulla ubaidallah
  obeidallah ;
usayd osaid usaid ;
wahid waheed vahid ouahid wahed wahiid vahit ;
walid waleed oualid valid weleed walide welid velid ;
wasim waseem wassim vasim wasseem wassem ouassim ;
yasin yassin yaseen yassine yaasin jasin yasien yacine ;
zaki zaky zakki zeki zakii ;
zahir zaher zaheer zahiir zohir dhahir thaher ;
zayd zaid zeid zaed ;
zayn zain zein zine zayne zeyn ;
zaynab zainab zeinab zeynab zeynep zainabu zaineb zineb zenab zainap zaynap ;
zaynulabidin zainalabidin zainulabidin zeinolabedin zainulabideen zainelabidine zeynelabidin
  zainalabdin ;
ziad ziyad zyad ziyaad ziaad zeyad ziiad ;
zia ziya ziaa diya ziaul ;
ziauddin ziyauddin ziaeddine ziyaeddin ziaudin ziyodin diyaeddin ziaoddin ;
adil adel aadel aadil adeel adell odil ;
adnan adnen adnaan adnann ;
aisha aysha ayesha aicha aishah aaisha aisya ayse ayisha caasha oisha ayishah aicheh ;
akram ekram akrem akraam ;
akbar ekber akber akbaar ;
alauddin alaeddine aladdin alaaddin alaaeldin alaeddin alladin alaudin alaettin ;
amin ameen emin amine amiin aminn omin ;
amina aminah ameena emine amiina amena aamina aminata aminatou ;
amir ameer aamir emir amirr ;
amir aamer amer ammer ;
ammar ammaar ;
amr amro amru amrou amre ;
anas anass anes enes anaas ;
anwar anwer enver anvar anouar anuar anwaar envar ;
arif aref areef aarif orif ;
asad assad asaad essad esad assaad ;
asadullah asadulla assadullah asadollah asadallah assadollah esadullah ;
ashraf achraf ashraff eshref esref ashref ;
asim assem asem aasim assim ;
atif atef atteef aatif ateff ;
atiq atik ateeq atigh attiq ;
attaullah ataullah ataollah ataulla attaulla ;
ayman aiman aymen eymen ayhman aimen ;
aziz azeez aziiz azis asis azizz ;
azzam azam aazam azem ;
badr bader badar badre bedr ;
badruddin badreddine badraddin bedrettin badrudin badreddin badroddin ;
bahaa baha ;
bahauddin bahaeddine bahauddeen bahaaeldin bahaeddin bahattin bahaudin ;
baqir bagher bakir baghir baqer bagir baaqir ;
bakr baker bekir bakar bakir bakkar ;
bashar bachar bashaar beshar ;
bashir basheer bachir basher bashiir bechir besir bachire ;
basil bassel basel bassil ;
basim bassem basem bassim ;
bilal belal bilel bilaal bellal billal ;
burhan borhan burhaan bourhan burhon ;
burhanuddin burhanudin burhanaddin borhanuddin burhaneddin burhanettin ;
farid fareed ferid farit ferit ;
faruq farouk farooq farouq faroq faruk farooque faruque faruqq ;
fatima fatimah fatma fatemeh fatema fatimeh fatoumata fatimata faatima fatmah fadma fadhma fathima
  fatimatu fathimah ;
fawaz fawwaz fauaz favaz ;
fawzi fawzy fauzi fevzi faouzi fowzi favzi fauzy ;
faysal faisal faysel feisal faycal feysal feisel faizal faysul fayssal faical faissal ;
faiz fayez fayz faez fayiz faiez feiz ;
fadil fadel fazil fazel fadhil fadhel faadil ;
fadl fazl fadhl fazal ;
fazlullah fazlollah fadlallah fazlulla fadlullah fazlallah ;
fahd fahad fahed fehd fehad ;
fuad fouad foad fuaad fuat fouaad foued ;
ghaleb ghalib galib ghaalib galip ghaliib ;
ghassan gassan ghasan ghassaan ;
ghazi gazi ghaazi ;
ghulam gholam golam ghulaam gulam qulam gholaam ;
gulbuddin golboddin gulbudin ;
habib habeeb hebib habiib khabib ;
habibullah habibollah habibulla habiballah habeebullah khabibullo khabibulla ;
hikmatullah hekmatullah hekmatollah hikmatulla ;
hikmat hekmat hikmet hekmet ;
inayatullah enayatullah enayatollah inayatulla ;
irfan erfan irfaan ;
izzat ezzat izzet ezat izat ;
izzuddin ezzedine izzadin ezzeddine izzeddin ezzeldin azzeddine izzudin azedine izzettin azzedine ;
kamaluddin kamaludin kamaleddine kemalettin kamaladdin ;
khayrullah khairullah khairulla khayrulla kheirollah khairallah hayrullah ;
khadija khadijah khadeeja khadidja hatice khadijeh kadija khadiga hadija khadidjah ;
layla laila leila leyla laylah leyli leyleh lailah ;
mahbub mahboub mehboob mahbob mahboob mahabub ;
matiullah matiulla motiullah ;
mirza myrza mirzo murza ;
nasima nassima naseema nasimah nessima ;
naqib naqeeb naghib nagheeb ;
naqibullah naqeebullah naghibollah nagibulla ;
nimatullah nematullah nematollah naimatullah nimatulla nematulla nimatallah ;
obaida ubaida ubayda obeida ubaidah obaidah ;
qudratullah ghodratollah qodratullah kudratullo ;
qutbuddin qutubuddin kutbettin ghotboddin kotbeddine ;
rajab ragab recep redjeb radjab razhab rejeb ;
samad samed samet samd ;
sarwar server sarvar serwer ;
shahin shaheen chahine sahin shahyn shahiin ;
shams chams shems sems ;
shamsuddin shamsudin shamseddin chamseddine semsettin shamsoddin shamsudeen shamsiddin ;
shihab shehab chihab shahab sihab chehab ;
siraj seraj sirage siraaj siradj serag ;
sirajuddin serajuddin sirajudin seradjeddin sirajuldin ;
taqi taghi taqy takki taqee tagi ;
tayyib tayeb taieb tayyeb tayib tayip tayab ;
yarmohammad yarmuhammad ;
yazid yezid yazeed yazit ;
younos yunos ;
zubair zubayr zubeir zoubir zobair zubaer zubeyr zober zuber ;
zulfiqar zulfikar zolfaghar dhulfiqar zulfeqar zulfugar zulfaqar zulfuqor ;
zuhair zuhayr zouheir zoheir zohair zuher zuheir zouhair ;
parviz parvez pervez pervaiz parwez perviz ;
bahram behram bahraam ;
bahman behman bahmaan ;
behrouz behruz behrooz bahruz bahrouz ;
behzad behzod bahzad ;
bijan bizhan bijhan ;
dariush darius dariyoush daryush darioush daryoush ;
esfandiar esfandiyar isfandiyar ;
farhad ferhat farhod farhaad ferhad ;
faramarz feramarz ;
fereydoun fereidoun fereydun faridun freydoun fereidoon fereydoon fridun ;
firouz firuz feroz firoz feroze firooz ;
hooshang houshang hushang hoshang ;
hormoz hormuz hurmuz hormouz ;
iraj eraj iradj ;
jahangir jehangir cihangir djahangir jehanghir ;
jamshid jamsheed djamshid dzhamshid jamshed cemsit jamshedd ;
kamran kamron ;
kaveh kave ;
khosrow khosro khosrau khusrau khosrou khusraw khosrov husrev khusro ;
kourosh kurosh cyrus koroush kurush ;
manouchehr manuchehr manoochehr ;
mehran mihran mahran ;
mehrdad mehrdod mehrad ;
omid umid omeed umed ;
pejman pezhman ;
ramin rameen ;
rostam rustam rustem rostom rustamm ;
shahram shahraam ;
shahriar shahriyar shahryar ;
siavash siyavash siavosh siyavush ;
sohrab suhrab sohraab ;
teymur teimur timur taimur teimour teymour timour taymur ;
gholamreza gholamriza gulamrza ;
alireza aliriza ;
mohammadreza mohammadriza muhammadreza muhammadrida ;
hamidreza hamidriza ;
golbahar gulbahar ;
gulnara gulnora gulnar ;
parvin parveen perwin parvine pervin ;
shirin shireen chirine sirin shereen ;
nasrin nasreen nesrin nasrine nesrine ;
yasmin yasmine yasmeen jasmin yasemin yasamin iasmin : jasmine jazmin ;
maryam mariam meryem miriam maryem mariyam myriam meriem miryam mariamu maryama meriam : maria
  mariya mariia marya marija : mary : marie : marija : maija maarja mari ;
sara sarah saara sarra ;
hanna hannah hana chana : anna ana anne ann : anna ;
sofia sophia sofya sofija sofiya sophie zofia sofie ;
suleika zuleika zuleikha zulaikha zuleykha zulayho ;
suraya soraya thuraya souraya suraiya surayya ;
ruqayya roqayeh rukia rokia ruqaya roghayeh rukiya ruqiya rokaya ruqayyah ;
safia safiya safiyya safiyah safiye ;
halima haleema halimah halime khalima ;
hafsa hafsah khafsa hafza ;
huda hoda houda hudaa ;
karima kareema karimah kerime ;
latifa lateefa latifah letife ;
malika maleeka malikah meleke ;
nadia nadiya nadja nadya nadiia nadiyah : nadezhda nadejda nadezda nadzeya ;
nawal nawaal naoual ;
rania ranya raniya raniah ;
salma selma salmah ;
zahra zehra zohra zahraa zahrah zuhra zouhra ;
alexander alexandar aleksander : aleksandr alexandr alieksandr : oleksandr olexandr olexander
  oleksander : aliaksandr alyaksandr aliaxandr : alexandre : alejandro : alessandro : aleksandar
  alexandar : alexandru : alexandros : aleksander : sandor : aleksandre : alasdair alistair
  alastair alister : alexandro : aleksandras ;
alexandra aleksandra : aleksandra : oleksandra : alejandra : alessandra : sandra ;
alexey alexei aleksey aleksei alexej aleksej alexsei alekseyi alexi : oleksii oleksiy olexiy
  oleksij oleksey : aliaksei aliaksey : alexis aleksi alexios aleksij alexius ;
anatoly anatoli anatoliy anatolii anatolij anatol anatole anatolyi anatolie anatolijs ;
andrei andrey andrej andreij andreyi : andriy andrii andrij : andrew : andre : andres : andrea :
  andreas : andrzej : ondrej : andras endre : andraz : anders : andrejs : andris : andrius ;
anton : anthony antony anthoni : antonio : antoine : antonius antonios antonis antonij antonii :
  antonin : antal : antoni : antun ante : antanas ;
arkady arkadi arkadiy arkadii arkadij arkadiusz arcadi ;
arseny arseniy arsenii arsenij arseni ;
artem artyom artiom artemiy artemii artjom artemy artsiom ;
artur arthur arturo arturs artour artuur ;
boris borys boriss barys borris ;
bogdan bohdan bogdans bahdan ;
vadim vadym vadzim wadim vadims ;
valentin valentyn valiantsin walentin valentino valentine valentinas ;
valentina valentyna valiantsina walentina ;
valery valeri valeriy valerii valerij waleri valeryi valerijs valer : valerio valerius valere ;
valeria valeriya valeriia valerija : valerie ;
vasily vasili vasiliy vasilii vassily vassili vasilij wassili vasilyi wasilij : vasyl vasil :
  vasile : vasilije vasilis vassilis vasileios vasilios vassilios : basil basilio basile : wasyl ;
victor viktor wiktor viktors viktar vikter viktoras vitor vittorio victorr ;
victoria viktoria viktoriya viktoriia viktorija viktoryia wiktoria vitoria vittoria victoriya ;
vitaly vitali vitaliy vitalii vitalij vitalie witali vital vitalijs vitalyi ;
vladimir wladimir vladimer vladymir vladimirs vladimirr vladmir : volodymyr volodimir volodymir
  wolodymyr volodimyr : uladzimir uladzimer : wlodzimierz : vladimiras ;
vladislav wladislaw vladislaw vladyslav wladyslaw vladislavs uladzislau wladislav vladislau
  ladislav laszlo ;
vsevolod wsewolod vsevolods ;
vyacheslav viacheslav vjaceslav wjatscheslaw vyatcheslav viatcheslav viacheslau viatseslav
  vjacheslav : vaclav : waclaw ;
gennady gennadi gennadiy gennadii gennadij genadi genady guennadi hennadii hennadiy genadiy
  ghenadie gennadyi henadz ;
georgy georgi georgiy georgii georgij gueorgui guiorgui gheorghi georgyi : heorhii heorhiy heorgiy
  : george : jorge : georges : georg : giorgio : jerzy : gyorgy : gheorghe : georgios giorgos
  yiorgos : giorgi : juraj jiri : jordi : gevorg kevork : gjergj : djordje dorde ;
yuri yury yuriy yurii jurij juri iouri iurii iuri youri juriy jury iouriy yourii yurij jurii yuryi
  : jurijs ;
grigory grigori grigoriy grigorii grigorij grigor : hryhorii hryhoriy hryhoryi : gregory gregor :
  gregorio : gregoire : grigore : grzegorz : gregorios grigoris grigorios : krikor ;
daniel danial : daniil danil daniyil : danylo danilo : daniele : daniyal danyal ;
denis denys dennis dzianis ;
dmitry dmitri dmitriy dmitrii dmitrij dimitri dimitry dimitriy dimitrij dmitryi dmitrijs dimitrii :
  dmytro dmitro dmytr : dzmitry dzmitryi dzmitri : dimitar dimitur : dimitrios dimitris demetrios
  dimitrije : demetrio : dumitru : demetrius ;
evgeny evgeni evgeniy evgenii evgenij yevgeny yevgeni yevgeniy yevgenii jewgeni jewgenij evgueni
  yevgenyi evghenii ievgeni : yevhen ievgen evhen yevhenii yevheniy ievhen evgen : yauhen yauheni
  yauhenii : eugene : eugen : eugenio : eugeniusz : jevgenijs jevgeni ;
evgenia yevgenia evgeniya yevgeniya evgeniia jewgenia yevheniia yevheniya : eugenia eugenie ;
egor yegor jegor iegor yehor yahor jehor ;
ekaterina yekaterina ekatherina jekaterina iekaterina ekaterine katsiaryna : kateryna katerina
  katerine : catherine katherine kathryn cathrine kathrine catharine katharine : catalina :
  caterina : katarina katharina katarzyna katariina katrina catarina : katalin : catrin katrin :
  aikaterini ;
elena yelena jelena ielena : olena : aliona alyona alena : helen helena helene hellen : ilona :
  eleni ;
elizabeth elisabeth elisabet : elizaveta yelizaveta jelizaveta yelyzaveta lizaveta : isabel
  isabella isabelle isabela izabela ysabel : elisabetta : erzsebet : elzbieta : elisaveta alzbeta :
  elisheva ;
igor ihor ihar igors ygor ;
ivan iwan : john : juan : joao : jean : giovanni gianni : johann johannes johan : jan : janos : ion
  ioan : ioannis yannis giannis ioannes yiannis : jovan : ivane : sean shaun shawn : iain ian :
  hovhannes ohannes hovannes : janis : juhani : yohannes yohanes : yochanan yohanan ;
irina iryna irena irene yrina ;
kirill kiril kyrylo kyryl kirilo cyril cyrille kyrill kiryl cirilo kirils ;
konstantin konstantyn kostiantyn kostyantyn constantin constantine konstantinos kanstantsin
  konstantins konstantinas constantino costantino kostandin ;
ksenia xenia kseniya kseniia : oksana aksana oxana ;
leonid leonyd leanid leonidas leonids leonide ;
lev leo leon lew leone : leo ;
lyubov liubov lubov ljubov lioubov luibov ;
lyudmila liudmila ludmila ljudmila lioudmila liudmyla lyudmyla ludmilla lyudmilla ;
larisa larissa larysa ;
margarita margareta margaryta : margaret : marguerite : margherita : margit malgorzata marketa :
  margarete margarethe margaretha : margrethe ;
marina maryna ;
maxim maksim maksym maksims maxime maksimas massimo maximo : maximilian maximiliano maksimilian
  maximilien ;
nikita nikyta mikita mykyta nykyta ;
nikolai nikolay nikolaj nikolaii nicolai nikolayi nicolay nykolai : mykola mikola mykolay : mikalai
  mikalay : nicholas nicolas nikolas nickolas : niccolo nicola nicolo : mikolaj : nicolae : nikola
  : nikolaos nikos : niklas nicklas nikolaus : miklos : nikoloz ;
natalia nataliya natalya natalija natallia nataliia natalja : natalie nathalie nataly ;
oleg oleh aleh olegs olegg ;
olga olha volha : helga ;
pavel pawel pavell pavels : pavlo : paul : pablo : paolo : paulo : pal : pavlos : pavle pavol :
  pauls : paulus : boulos bulus : paval ;
peter : petr pyotr piotr pjotr : petro : piotr : pedro : pierre : pietro : petar : petros : petru
  petre : peteris : petter peder : boutros butros botros : pieter : bedros : piatro ;
roman romain romano romans romann ;
ruslan rouslan ruslans ;
svetlana sviatlana svitlana swetlana svjetlana ;
sergey sergei sergej serguei serghei sergeyi serjey : serhii serhiy sergiy sergii serhij sergij :
  siarhei siarhey syarhey siargey : serge : sergio : sergiu : sergo : sergejs : sergiusz : serkis ;
stanislav stanislaw stanislaus stanislau stanislavs estanislao ;
stepan : stephen steven : stefan stephan : esteban estevan : etienne stephane : stefano : istvan :
  stevan stjepan : szczepan : stefanos stephanos : stepanos ;
taras tarass ;
tatiana tatyana tatjana tetiana tetyana tatsiana tatianna ;
timofey timofei timofej tymofii tymofiy timofeyi : timothy timoteo timothee timotei timotheos ;
fedor fyodor fiodor fjodor feodor : fedir : theodore theodor teodor : teodoro : theodoros thodoris
  : todor : teodors : fiodar ;
feliks felix felice felikss ;
filipp philipp filip phillip philip felipe philippe filippo pylyp filippos philippos filips fulop ;
eduard edward edouard eduardo edoardo edvard eduards eduart ;
emil emile emilio emils emilian ;
yana jana iana yanna ;
yaroslav iaroslav jaroslav yaroslaw jaroslaw ;
yulia julia yuliya iuliia iulia juliya yuliia ioulia juliia julija : julie giulia ;
yulian julian julien giuliano juliano iulian ;
julius julio giulio jules gyula ;
zoya zoia zoja ;
zinaida zinayida ;
raisa raissa rayisa ;
galina halyna galyna halina galine ;
tamara tamar tamarah ;
vera viera wera vira ;
anastasia anastasiya anastasiia nastasia anastassia anastasija anastazja ;
antonina antonyna ;
daria dariya darya dariia darja ;
alina alyna ;
inna ina ;
nina nyna ;
polina palina ;
aslan arslan ;
zelimkhan zelimhan ;
doku dokka ;
movladi movlady ;
islam eslam islom ;
islomjon islamzhan ;
nursultan nurseltan ;
bakytzhan bakhytzhan baqytzhan ;
gurbanguly kurbanguly ;
saparmurat saparmyrat ;
shavkat shawkat chawkat sevket shaukat ;
emomali imomali ;
ilham elham ilkham ;
elchin elcin ;
elnur elnour ;
rauf raouf raoof rauff raof ;
ravshan rawshan rovshan rowshan ;
sherzod sherzad shirzad ;
ulugbek ulughbek ulukbek ;
bakhtiyar bakhtiar bahtiyar bakhtiyor baxtiyar ;
dilshod dilshad delshad ;
jasur dzhasur ;
otabek atabek ;
william : wilhelm willem : guillermo : guillaume : guglielmo : guilherme : vilhelm viljami : vilem
  vilmos ;
henry : heinrich : enrique : henri : enrico : henrik henryk hendrik : henrique : jindrich : heikki
  ;
charles : carlos : carlo : karl carl : karel karol : karoly : carles : kaarlo : karolis ;
louis lewis : luis : luigi : ludwig : luiz : lajos : ludvig ludvik ludwik ;
francis : francisco : francesco : francois : franz frans : franciszek : frantisek : ferenc : franjo
  : francesc ;
ferdinand fernando ferdinando fernand hernando ferran ;
frederick frederic : friedrich : federico : frederik fredrik : fryderyk bedrich ;
richard : ricardo : riccardo : rikard ryszard ;
robert : roberto : rupert ruprecht : robrecht ;
raymond raimund ramon raimundo raimondo raymund ;
ralph raul raoul ;
rudolph rudolf rodolfo rodolphe rudolfo ;
rodrigo roderick rodrigue ;
roger rogelio ruggero rogerio rudiger ;
roland orlando rolando rolland ;
ronald ronaldo ;
lawrence laurence : lorenzo : laurent : lorenz laurentius : laurentiu : lovro : lourenco ;
leonard leonardo leonhard lennart leonards ;
luke : lucas lukas luka luca luc loukas lukasz lukash : luka ;
mark marc marcus markus marco marcos markos marek marko ;
martin martino martyn martinho marten marton ;
matthew mathew : matthias mathias matias mattias mathis : mateo matteo mateus mateusz : mathieu
  matthieu : matvey matvei matviy matfei : matej matija : matthaios ;
nathan natan nathaniel nathanael natanel ;
oliver olivier oliviero olivero ;
patrick patrik patricio patrizio patryk padraig patrice ;
samuel samuil samuele shmuel shmouel ;
sebastian sebastien sebastiano sebastiao sebastijan ;
simon : shimon simeon symeon semyon semen semion simeone : simao szymon simun shimun ;
thomas : tomas : tommaso : tomasz : toma : tamas : foma khoma : tuomas ;
vincent vicente vincenzo vikenty wincenty vincas vinko ;
walter gualtiero gautier valter valters ;
xavier javier xaver saverio xabier ;
ernest ernesto ernst arnost erno ;
erik eric erich erico eirik ;
albert alberto albrecht alberts ;
alfred alfredo alfredas alfreds ;
alphonse alfonso alfons alonso afonso ;
adolf adolfo adolph adolphe ;
ambrose ambrosio ambrogio ;
arnold arnaldo arnaud arnoldo ;
augustin agustin agostino augustine ;
august augusto auguste augustus ;
benedict benedikt benedetto benoit benedicto ;
benjamin beniamin benyamin binyamin benjamim veniamin beniamino bunyamin ;
bernard bernardo bernhard bernat ;
bruno brunon ;
christian kristian cristian christiaan krystian cristiano khristian ;
christopher cristobal christophe christoph kristoffer christoffer krzysztof kristof cristoforo
  khristofor kristofer ;
christine christina kristina cristina kristine krystyna khristina hristina ;
claude claudio claudius klaudio claudiu ;
claus klaus ;
clement clemente klement klemens kliment clemens ;
cornelius cornelio cornelis kornel ;
dominic dominik dominique domingo domenico dominick domingos ;
edmund edmundo edmond edmondo ;
emmanuel emanuel manuel emanuele immanuel manoel emmanouil ;
gabriela gabriella gabrielle gabryela ;
gerard gerhard gerardo gerhardt gerrit gherardo ;
gilbert gilberto guilbert ;
gustav gustavo gustave gustaf gustaw ;
guy guido ;
herman hermann armand armando ermanno ;
hugo hugh hugues ugo ;
ignatius ignacio ignaz ignacy ignazio ignat ;
jeremy jeremiah jeremias geremia yeremey yirmiyahu jeremie ;
jerome jeronimo geronimo hieronymus girolamo jeronym ;
joachim joaquin joaquim gioacchino yakim ;
jonathan yonatan jonatan yehonatan jonathon ;
joshua yehoshua josue josua yoshua ;
judith judit yehudit giuditta ;
justin justino giustino justyn ;
agnes ines agnieszka inez agnese anezka ;
alice alicia alisa ;
angela aniela angele ;
angelo angel anghel ;
barbara varvara barbora borbala ;
beatrice beatriz beatrix beatrisa ;
bridget brigitte brigida birgit brigita ;
caroline carolina karolina karoline carolyn ;
cecilia cecile cecily sesiliya ;
charlotte carlotta carlota sharlotta ;
clara klara claire chiara ;
diana diane ;
dorothy dorothea dorota doroteya dorotea dorothee ;
eleanor leonor eleonora eleonore elinor ;
emily emilia emilie emiliya ;
emma ema ;
esther ester hester esfir eszter ;
eva eve yeva ieva ewa hawa hawwa havva hava : eva ;
frances francisca francesca francoise franziska frantiska ;
gertrude gertrud gertrudis ;
jane joan jeanne johanna juana joanna giovanna ioanna ivana ioana jovana zhanna joana ;
laura lora ;
lucy lucia lucie luzia luciya ;
luisa louise luise louisa ludovica luiza ;
magdalena madeleine magdalene madalena ;
martha marta marthe marfa ;
matilda mathilde matilde ;
monica monika monique ;
nicole nicoletta nikol ;
paula paola paulina pauline pavla paulette ;
rachel raquel rahel rakhil rachele rachelle ;
rebecca rebeca rivka rebekka rebekah revekka ;
regina reine ;
rosa rose roza ruzena ;
ruth rut ruf ;
sabina sabine ;
silvia sylvia sylvie silviya ;
susan susanna susana suzanne susanne zuzana sousan shoshana zsuzsanna syuzanna ;
teresa theresa therese terezia tereza teresia tereziya ;
ursula orsola urszula ;
veronica veronika veronique ;
virginia virginie ;
vivian vivien viviana vivienne ;
yolanda jolanda iolanda yolande ;
hakan haqan ;
ihsan ehsan ihsaan ikhsan ;
kadir qadir kader gadir qader ghader qadeer kadeer ;
serdar sardar serdor ;
rajesh rajiesh ;
rakesh rakaish ;
krishna krsna kishan kishen krishan ;
lakshmi laxmi luxmi ;
laxman lakshman lakshmana laxmana ;
vijay vijai bijay ;
vishnu bishnu ;
vikram bikram wikram ;
vinod binod ;
vivek bibek wivek ;
sanjay sanjai ;
sunil suneel ;
anil aneel ;
suresh shuresh ;
ashok asoka ashoka ;
arun aroon ;
dilip dileep ;
dinesh dineshh ;
ganesh ganesha ;
gopal gopaal ;
harish hareesh ;
jagdish jagadish jagdeesh ;
jitendra jeetendra ;
mahendra mahinder mohinder mahindra ;
manish maneesh manesh ;
mohan mohun ;
mukesh mukaish ;
naresh nareshh ;
narendra narinder narender ;
pradeep pradip ;
prakash parkash ;
pramod promod ;
raghav raghava ;
rajendra rajinder rajender ;
rajeev rajiv ;
ram raam rama ;
ravi rabi ravee ;
ravindra ravinder rabindra ravender ;
sandeep sandip sundeep ;
satish sateesh ;
shankar sankar shanker sankara ;
shiva siva shiv ;
sita seeta ;
subhash subash subhas ;
surendra surinder surender ;
swami swamy ;
uday udai ;
velupillai veluppillai veluppilai ;
prabhakaran pirabakaran piraparakan prabakaran pirapakaran ;
kumar kumaar kumara ;
singh sinh singha ;
)";

}  // namespace pelf::match
