// SPDX-License-Identifier: Apache-2.0
//
// The table behind company_words.hpp. A record of words is "CANONICAL WEIGHT : WORD ... ;" with the
// weights g generic, c common and b brand, one of places "CANONICAL : WORD ... ;". CANONICAL itself
// is found only where it stands among the words. A word that is in two records belongs to the
// first.
#pragma once

#include <string_view>

namespace pelf::match {

inline constexpr std::string_view kCompanyWords = R"(
company g : co coy comp cos companies company compagnie cie compania cia companhia kompaniya
  kompania kompaniia kompanija firma firm sirket sirketi gongsi kaisha gaisha hoesa sharika
  sharikat sherkat gesellschaft maatschappij bedrijf spolecnost spolka drustvo druzhestvo
  obshchestvo ;
corporation g : corp corpn corporation corporacion corporacao corporate korporatsiya korporatsiia
  korporation korporasi corporations ;
group g : group grp gp groupe gruppe grupo gruppo gruppa grupa grup grubu groep koncern kontsern
  concern konzern konsern jituan chituan majmua majmuat groups ;
holding g : holding holdings hldg hldgs holdco kholding holdinga holdingi hold konggu ;
international g : international intl int internacional internazionale internationale internasional
  mezhdunarodny mezhdunarodnaya mezhdunarodnyi mezhdunarodnoe mizhnarodny mizhnarodna uluslararasi
  miedzynarodowy miedzynarodowa dawliyya dowali duwali alduwaliyya guoji kokusai kukje mezinarodni
  medjunarodni meznarodna inter internatl intern internationals beynolmelali antarabangsa ;
global g : global globale globalny globalnye worldwide world mondial mondiale mundial welt weltweit
  alam jahani ;
general g : general gen generale generalny generalnaya genl allgemeine umum ;
enterprise g : enterprise enterprises enterp ent entreprise entreprises empresa empresas enterprize
  predpriyatie predpriyatiya pidpryiemstvo pidpryemstvo unternehmen impresa preduzece poduzece
  podjetje qiye kiup isletmesi isletmeleri ntp ;
business g : business bus businesses biznes bizness ;
services g : services service svc svcs srv srvs srvces srvcs servs serv servicios servicio servicos
  servico servizi servizio dienst dienste dienstleistung dienstleistungen uslugi usluge hizmetleri
  hizmet khadamat khadamate khidmat fuwu servis serviss ;
solutions g : solutions solution solns soln resheniya soluciones solucoes loesungen losungen ;
systems c : systems system sys syst sistemy sistema sistemas systemes systeme sistemi sistem
  sistemleri ;
products g : products product prod prods produkte produits productos produtos produkty produktsiya
  ;
management g : management mgmt mgt mgmnt mngt managment upravlenie upravlyayushchaya gestion gestao
  gestione verwaltung yonetim yonetimi idara zarzadzanie ;
consulting c : consulting consultancy consultants consultant conslt konsalting consultores
  consultoria consult beratung musavirlik danismanlik conseil conseils ;
trading g : trading trade trd trdg trad tradg torgovy torgovyi torgovaya torgovlya torg treyding
  treid treiding comercio comercial commercial comercializadora commerciale commerciali commerce
  handel handels handelsgesellschaft ticaret tic ticari tijara tijariyya tejarat tejari bazargani
  maoyi shangmao boeki muyok muyeok perdagangan trgovina trgovacko trgovska trgovsko obchod
  obchodni kereskedelmi handlowe handlowa kauppa commercials ;
import g : import imports imp importation importacion importacao importadora importer importers
  ithalat importno vvoz jinkou istirad impor varedat ;
export g : export exports exp exportacion exportacao exportadora exporter exporters ihracat eksport
  ausfuhr chukou tasdir ekspor saderat ;
import_export g : impex imex importexport eximp exim jinchukou eksim ithalatihracat ;
investment c : investment investments invest inv invst investissement investissements inversion
  inversiones investimento investimentos investimenti investitsii investitsionnaya investitsionnyi
  investitsionny investors investor investa yatirim yatirimlari istithmar istithmarat touzi tuja
  investicii investicije sarmayeh investasi investering beteiligungs beteiligungen beteiligung ;
capital c : capital kapital capitale ziben ;
finance c : finance financial fin fincl finl financing finanz finanzen finanzierung finansovaya
  finansovyi finansy finanse financiera financiere financiero financeira finans finansal finansman
  maliya mali jinrong kumyung finanza finanziaria finances keuangan ;
bank c : bank banc banco banque banca bankasi banka banki bancorp bancshares bankers banking bnk
  bankovskaya bankovskii pank pankki banku bankas masraf bnq yinhang ginko unhaeng eunhaeng baank
  bantsorp bankanin ;
insurance c : insurance ins insur assurance assurances ass seguros seguro versicherung
  versicherungs strakhovanie strakhovaya strakhovoe assicurazioni sigorta verzekeringen forsikring
  forsakring bima tamin bimeh baoxian pohom pohum reassurance poistenie pojistovna osiguranje
  biztosito ubezpieczen takaful asuransi ;
reinsurance c : reinsurance reassurances perestrakhovanie rueckversicherung ruckversicherung
  reaseguros ;
leasing c : leasing lease lizing lizingovaya kiralama arrendamiento leasings ;
credit c : credit kredit kreditny kreditnyi credito kredi ;
securities c : securities secs valores titres wertpapiere zhengquan menkul ;
exchange c : exchange exch xchg birzha bourse bolsa sarraf sarrafi sarafi serafi doviz hawala
  hawalah borsa bursa borse birja ;
money c : money dengi remittance remittances remit ;
fund c : fund funds fond fonds fondo fondos fundo fonu sunduq sandogh jijin ;
trust c : trust trusts trustee ;
asset c : asset assets aktivy activos activo varlik ;
property c : property properties prop props propiedades immobilien immobilier immobiliere
  inmobiliaria imobiliaria immobiliare realty estate estates nedvizhimost emlak gayrimenkul aqar
  aqariyya nieruchomosci nekretnine fangdichan ;
real c : real ;
development c : development dev devt dvlpmt devel devlpmnt developments developers developer
  razvitie rozvytok desarrollo desenvolvimento developpement entwicklung sviluppo gelistirme
  kalkinma tanmiya tatwir tosee towse fazhan kaifa pembangunan rozwoj razvoj rozvoj kaebal gaebal ;
industry c : industry industries ind inds indus indust indl industrial industrials industrie
  industria industrias industriale industriali industriel industrielle industriya promyshlennost
  promyshlennaya promyshlennyi promyshlenny promyslovist industriell sanayi sanayii san sinaa
  sinaat sinaiyya sanat sanaye sanati gongye kogyo kongop gongeop saneop sanop przemysl przemyslowe
  prumysl industrija perindustrian industri teollisuus ipar ipari industrijska biomichania
  viomichaniki ;
manufacturing c : manufacturing mfg mfr mfrs mfgr manufacturers manufacturer manuf manufacture
  manufactures manufactura manufacturas proizvodstvo proizvodstvennaya proizvodstvennyi
  proizvodstvenny proizvodstvennoe vyrobnytstvo vyrobnychyi fabricacion fabrication herstellung
  uretim imalat zhizao seizo chejo jejo tolid tolidi pembuatan proizvodnja wytwornia producent
  produccion production productions producao produzione produktion produktions ;
factory c : factory fabrik fabrica fabrique fabryka fabrika fabrikasi zavod zavody works werk werke
  usine plant kombinat gongchang karkhane karkhaneh karkhana masna kongjang gongjang mill
  mills ;
machinery c : machinery machine machines mach mashinostroenie mashinostroitelnyi mashinostroitelny
  mashinery maschinen maschinenbau maquinaria maquinas makina makine jixie kikai kigye gigye
  machinebuilding mashinobudivnyi alat ;
equipment c : equipment equip equipments eqpt eqp oborudovanie obladnannya equipos equipamentos
  ausrustung ekipman shebei tajhizat equipements ;
tools c : tools tool instrument instruments instrumenty instr ;
technology c : technology technologies tech techs technol techno technologie technologien
  technologia technologias tecnologia tecnologias tecnologie tekhnologii tekhnologiya tekhnologiy
  teknoloji teknolojileri teknologi technological tekhno taqniyya keji jishu gijutsu kisul gisul
  fanavari fanavaran fannavari tehnologije tehnologija tekhnologichna teknologia ;
technical c : technical tecnica technique technisch technische tekhnicheskaya tekhnicheskii teknik
  fanni ;
science c : science sciences scientific sci nauka nauchny nauchnyi nauchnaya nauchno naukovo
  naukovyi ciencia ciencias wissenschaft kexue gwahak kwahak ulum elmi bilim ilmiy ;
research c : research rsch issledovatelskii issledovatelsky issledovatelskaya issledovaniy
  investigacion investigaciones forschung forschungs recherche recherches ricerca pesquisa yanjiu
  arastirma arastirmalari pazhuhesh pazhouhesh tahqiqat yongu badan doslidnyi ;
laboratory c : laboratory laboratories lab labs laboratoriya laboratoire laboratoires laboratorio
  laboratorios labor laboratuvari ;
engineering c : engineering engg eng engr engrg engineers engineer inzhiniring inzhenernaya
  inzhenernyi inginiring ingenieria ingenierie ingegneria ingenieur engenharia muhendislik handasa
  mohandesi gongcheng inzeniring ingenieure inzynieria ;
construction c : construction constr const constrn constructions construct construccion
  construcciones constructora construcoes construcao costruzioni stroitelstvo stroitelnaya
  stroitelnyi stroitelny stroy stroi stroj budivnytstvo budivelna bau bauunternehmen insaat insaati
  yapi inshaat tamirat jianshe jianzhu kensetsu konsol geonseol gradjevinsko gradevinsko
  budownictwo budowlane stavebni stavby sakhteman sakhtemani pembinaan building builders
  contracting contractors contractor muqawalat mokawalat byggnads ;
architecture c : architecture architects arkhitektura arquitectura mimarlik ;
design c : design designs dizain dizayn ;
project c : project projects proekt proekty proyecto proyectos projets projet projekt projekte
  projeto ;
energy c : energy energies energiya energia energie energetika energetik enerji energetics energi
  energetiki energo neng nengyuan taqa niru nirou energetyka enerjisi ;
power c : power elektroenergetika dianli ;
electric c : electric electrical elec elect electr electricity elektrik elektricheskaya
  elektrotekhnicheskii elektro electrica electrique electricite electricidad elektrische kahraba
  barq dianqi denki chongi jeongi ;
electronics c : electronics electronic electron elektronik elektronika elektronnaya elektronnyi
  electronica electronique dianzi denshi chonja jeonja elektronikos ;
nuclear c : nuclear yaderny yaderna atomic atomny atomnaya atomenergo nukleer heyuan nucleaire ;
oil c : oil oils neft neftyanaya neftyanoy nafta naft naftu petrol shiyou aceite ;
petroleum c : petroleum petro petrole petroleo petroleos petrolera petrolu bitrul naftiran petrolul
  petroliere ;
petrochemical c : petrochemical petrochemicals petrochem petchem petrochimie neftekhim neftekhimiya
  neftekhimicheskaya petrokimia petrokimya petroquimica petroshimi petroshimia petrochimica ;
gas c : gas gaz gazi gazovaya tianranqi ;
chemical c : chemical chemicals chem chems chemie chimie chimique quimica quimicas khimiya
  khimicheskaya khimicheskii khimicheskiy kimya kimyevi kimia shimiyayi shimi huaxue huagong hwahak
  kimiyaiyya chemia hemijska ;
pharmaceutical c : pharmaceutical pharmaceuticals pharma pharm pharmacy farma farmatsevticheskaya
  farmatsevtychna farmaceutica pharmaceutique ilac darou daru darusazi zhiyao yiyao ;
medical c : medical medicine meditsinskaya meditsinskii medica medico medicale medizin medikal
  tibbi tebbi pezeshki yiliao medycyna medicina ;
health c : health healthcare zdravookhranenie salud sante gesundheit saglik sihha behdasht
  kesehatan ;
hospital c : hospital hospitals bolnitsa klinika clinic klinik krankenhaus mustashfa bimarestan
  hastanesi ;
steel c : steel stahl stal acier acero acciaio celik foulad fulad gangtie metallurgicheskii
  metallurgichnyi ;
iron c : iron ironworks zhelezo ahan ;
metal c : metal metals metall metally metallurgy metallurgical metallurgiya metallurgie metaux
  metales metalurgica metallurgicheskaya maadin jinshu kumsok geumsok ;
aluminium c : aluminium aluminum alyuminii alumina alum ;
copper c : copper cobre kupfer cuivre ;
gold c : gold zoloto zolotodobyvayushchaya oro altin ;
mining c : mining mines mine mng minera mineria minieres miniere mineracao gornodobyvayushchaya
  gornyi dobycha madencilik maden mineral minerals kuangye kwangop gwangeop bergbau ;
coal c : coal ugol ugolnaya vugillya kohle charbon carbon meitan ;
cement c : cement tsement siman cimento cemento ciment zement ;
shipping c : shipping ship ships shpg shpng sudokhodstvo sudokhodnaya sudoplavstvo naviera
  navigation navigatsiya navegacion navigazione schiffahrt schifffahrt reederei rederi denizcilik
  kashtirani keshtirani hanghai haiyun haeun kaiun pelayaran parokhodstvo shipmanagement shipowners
  shipowner armement milaha ;
maritime c : maritime marine marin maritima maritimes morskoy morskoi morskaya mortrans deniz darya
  daryaei bahriyya haishi haiyang ;
shipbuilding c : shipbuilding shipyard shipyards sudostroitelnyi sudostroitelnaya sudostroenie
  sudnobudivnyi werft astilleros chantier chantiers tersane tersanesi zaochuan choson joseon
  stocznia brodogradiliste ;
tanker c : tanker tankers ;
port c : port ports porto puerto hafen liman limani bandar ;
transport c : transport transports transportation trans transp tpt trnsprt transporte transportes
  transportnaya trasporti transportatsiya perevozki perevozka nakliyat nakliye tasimacilik naql
  haml hamlonaghl yunshu unsu spedition carriers carrier pengangkutan gruzoperevozki ;
logistics c : logistics logistic logistica logistique logistik logistika lojistik wuliu forwarding
  forwarders forwarder freight fwdg ekspeditorskaya ;
cargo c : cargo cargoes kargo gruz ;
aviation c : aviation avn aviatsiya aviatsionnaya aviacion aviacao aviazione luftfahrt havacilik
  tayaran hangkong hanggong aviakompaniya avia aeronautics aeronautica aeronautique ;
airlines c : airlines airline airways air avialinii aerolineas lineas havayollari fluggesellschaft
  havapeymai ;
aircraft c : aircraft aeroplane aeroplanes airplanes samolet samolyot flugzeug ucak havapeyma ;
aerospace c : aerospace space kosmos kosmicheskaya kosmicheskii raketno hangtian uzay ;
automobile c : automobile automobiles auto automotive autos avto avtomobil avtomobilnyi avtomobilny
  motor motors otomotiv kfz qiche chadongcha jadongcha khodro sayarat vehicle vehicles
  kraftfahrzeuge ;
railway c : railway railways railroad rail rly zheleznye zheleznaya dorogi bahn eisenbahn
  ferrocarriles ferroviaria chemin demiryolu demiryollari tielu ;
telecommunication c : telecommunication telecommunications telecom telecoms telekom
  telekommunikatsii telekommunikation telecomunicaciones telecommunicacoes telecomunicacoes
  telekomunikasyon ittisalat mokhaberat dianxin tongxun tongxin tongsin svyaz telekomunikacije ;
communication c : communication communications comm comms commns commun communicacion
  comunicaciones comunicacoes kommunikatsii kommunikation iletisim etesalat ertebatat komunikasi ;
media c : media mass smi medios medien rasaneh ;
broadcasting c : broadcasting broadcast televidenie tv television radio teleradiokompaniya ;
publishing c : publishing publishers publications publication izdatelstvo editorial verlag
  yayincilik nashr press ;
news c : news novosti noticias nachrichten haber akhbar khabar ;
information c : information info informatsionnaya informatsionny informatsiya informacion
  informatica informatics informatika informatik bilgi bilisim malumat ettelaat xinxi jongbo
  jeongbo ;
computer c : computer computers computing kompyuter bilgisayar jisuanji computadoras rayaneh ;
software c : software soft programmnoe yazilim ruanjian narmafzar ;
network c : network networks net netz set seti redes reseau reseaux wangluo shabakeh ;
internet c : internet online web cyber kiber ;
digital c : digital tsifrovoi tsifrovye dijital shuzi ;
data c : data dannye daten veri shuju ;
security c : security sec secur seguridad seguranca securite sicherheit sicurezza bezopasnost
  bezpeka okhrana guvenlik amn amniyya amniat anquan boan keamanan ochrana guard guards ;
defence c : defence defense def oborona oboronnaya oboronnyi oboronny oboronprom defensa defesa
  verteidigung savunma difaa defa guofang ;
military c : military voennyi voennaya voenno viyskovyi militar militaire askeri askariyya nezami
  junshi kunsa gunsa wojskowe ;
weapons c : weapons weapon arms armament armaments oruzhie vooruzhenie armas waffen silah aslaha
  munitions ammunition ;
missile c : missile missiles rocket rockets raketa rakety mushak ;
army c : army armed armee ejercito exercito armiya ordu jaish artesh arteshe ;
police c : police politsiya policia polizei polizia polis shurta ;
force c : force forces sily fuerzas fuerza forcas kuvvetleri quwwat ;
guard c : guard gvardiya garde guardia ;
intelligence c : intelligence razvedka inteligencia istihbarat mukhabarat istikhbarat ;
state g : state gosudarstvennyi gosudarstvennaya gosudarstvennoe gosudarstvenny gos derzhavnyi
  derzhavne derzhavna estatal estado etat staatlich staatliche staat devlet dowla dawla dowlati
  guojia guoyou kukga panstwowe panstwowy drzavno statni ;
federal g : federal federalnyi federalnaya federalnoe federalny fed federation federatsiya
  federacion federacao federazione foderation federale federasyonu ;
national g : national natl nat nacional nacionales nazionale nationale natsionalnyi natsionalnaya
  natsionalny natsionalnoe natsionalnyy natsionalna ulusal milli wataniyya watani watan melli qaumi
  nasional narodowy narodowe narodni nacionalni nacionalna kebangsaan ;
people g : people peoples narodnyi narodnaya narod popular pueblo volk volks halk shaab shaabiyya
  mardom mardomi renmin inmin ;
public g : public pub publique publico publica publichnoe obshchestvennyi obshchestvennaya
  offentlich kamu umumi gonggong ;
private g : private pvt prvt privee privado privada chastnoe chastnaya privat ozel khass khassa
  khosousi siren swasta ;
united g : united utd unidos unidas uni unie vereinigte obedinennaya obedinennyi obyedinennaya
  obyedinennye birlesik muttahida mottahed unified ;
union c : union soyuz soiuz unione uniao verband ittihad ettehadiyeh etehadiye birligi zwiazek svaz
  lianhe yonmaeng savez sojuz spilka ;
association c : association assoc assn asociacion asociatia associacao associazione assotsiatsiya
  asotsiatsiya verein vereinigung vereniging dernek dernegi jamiyyat jamiat jamaat anjoman anjuman
  xiehui hyophoe hyeophoe kyokai stowarzyszenie sdruzeni udruga udruzenje yhdistys egyesulet ;
society c : society soc sociedad sociedade societa societe societes ;
organisation c : organisation organization org organisations organizations orgn organizatsiya
  organizatsiia organizacion organizacao organizzazione organizaciya organisaatio orgut munazzama
  munazzamat monazzama sazman sazeman tanzim tashkilot tashkilat orgutu organizasi zuzhi jojik
  chojik organizace organizacja ;
institute c : institute institution institutions inst institut instituto instituti istituto
  instytut institutu enstitu enstitusu mahad moasseseh moassese muassasa muassasat yanjiusuo
  yanjiuyuan kenkyujo yonguso yeonguso ustav uchrezhdenie institutet viens ;
university c : university univ universitet universitat universitaet universite universitesi
  universidad universidade universita uniwersytet univerzita univerzitet jamia daneshgah daneshgahe
  daxue daigaku taehak daehak universitas yliopisto egyetem ;
college c : college coll kolledzh kollej colegio xueyuan ;
academy c : academy acad akademiya akademiia akademie academie academia akademi akademisi akademia
  accademia akademija ;
school c : school schools shkola schule escuela escola ecole scuola madrasa madrassa madrasah
  medrese okul okulu xuexiao hakkyo maktab ;
centre c : centre center centers centres ctr cntr cent centro tsentr zentrum centrum merkez merkezi
  markaz zhongxin sentoo sentr senta chungsim pusat marakez tsentar ;
central c : central centrale centralny tsentralnyi tsentralny tsentralnoe tsentralnaya zentral
  zentrale markazi zhongyang chungang jungang ;
department c : department dept dpt departement departamento departament abteilung daire dairesi
  idarat departman bumen otdel ;
ministry c : ministry ministries ministerio ministere ministerstvo ministerium ministero
  bakanlik bakanligi wizara wizarat vezarat wezarat kementerian kementrian minister ministersto ;
agency c : agency agencies agcy agencia agence agentur agentstvo agenstvo ajans ajansi wakala
  wikala agenzia agensi agent agents agente agentes agenten ;
office c : office off offices ofis bureau buro buero byuro biuro oficina ufficio daftar ;
committee c : committee cttee comite komitet komitesi comitato lajna komiteh weiyuanhui wiwonhoe
  kommission commission comision comissao komissiya komisi komisyonu ;
council c : council coun consejo conselho sovet rada rat consiglio majlis shura shora konseyi
  konsey ;
court c : court sud tribunal gericht mahkama mahkeme ;
government g : government govt gov gobierno governo gouvernement regierung pravitelstvo hukumet
  hukuma ;
republic g : republic rep republique republica republika respublika respubliki respublikanskoe
  cumhuriyeti jumhuriyya jomhouri jomhuri gongheguo konghwaguk ;
democratic g : democratic demokraticheskaya democratica democratique demokratische demokratik ;
islamic c : islamic islami islamiyya islamskii islamica islamique eslami islamskaya islam ;
revolutionary c : revolutionary revolution revolyutsionnaya revolucionario revolucionaria inqilab
  enghelab thawra devrimci revolucion ;
liberation c : liberation osvobozhdenie liberacion libertacao tahrir kurtulus befreiung azadi ;
front c : front frente fronte jabha jabhat jebhe cephesi ;
party c : party partiya partai partido parti partei partito hizb hezb partisi ;
movement c : movement dvizhenie movimiento movimento mouvement bewegung haraka harakat hareketi
  junbish ;
charity c : charity charities charitable blagotvoritelnyi blagotvoritelnaya caridad khayriyya
  kheiriyeh khairi hayir wohltatigkeit beneficencia ;
foundation c : foundation foundations fdn found fondation fundacion fundacao fondazione fundacja
  stiftung stichting vakif vakfi waqf bonyad yayasan ;
relief c : relief pomoshch ighatha igatha emdad yardim ;
humanitarian c : humanitarian gumanitarnyi humanitario insaniyya insani ;
aid c : aid ayuda hilfe aide ;
church c : church tserkov iglesia igreja eglise kirche kanisa kilise ;
brothers g : brothers bros bro hermanos irmaos freres gebruder gebrueder fratelli bratya kardesler
  ikhwan ekhvan ikhwat biradaran baradaran ;
sons g : sons son hijos filhos fils sohne soehne figli synovya ogullari awlad ;
partners g : partners partner partnery socios parceiros partenaires ortaklari ortaklik shuraka ;
associates g : associates associate assocs asociados associados associes asotsiaty ;
affiliates g : affiliates affiliate affiliated ;
subsidiary c : subsidiary filial filiale daughter dochernee ;
branch c : branch branches sucursal succursale zweigniederlassung sube subesi faraa cabang ;
headquarters c : headquarters hq headquarter ;
house g : house dom haus casa maison dar khane khaneh ;
agriculture c : agriculture agricultural agri agro agric agrarian agropecuaria agricola agricole
  agrarnyi selskokhozyaistvennyi selskoe landwirtschaft tarim ziraat ziraa keshavarzi nongye
  pertanian poljoprivredno rolnicze ;
food c : food foods alimentos alimentaria aliments alimentaire pishchevaya pishchevye lebensmittel
  gida gidda shipin makanan ghazaei prodovolstvennaya khladokombinat ;
farm c : farm farms ferma granja hof ciftlik ;
grain c : grain grains zerno zernovaya grano getreide tahil ;
fishing c : fishing fishery fisheries rybolovnyi rybolovetskii ryba rybnaya pesca pesquera
  pesqueira peche fischerei balikcilik suisan yuye susan ;
timber c : timber wood lumber lesnaya lesopromyshlennyi madera holz bois kereste ;
paper c : paper bumaga bumazhnyi papel papier kagit ;
textile c : textile textiles tekstil tekstilnaya textil garments garment apparel clothing
  konfeksiyon nassaji fangzhi ;
tobacco c : tobacco tabak tabachnaya tabac tabaco tutun ;
wine c : wine wines vino vinos vins wein ;
beverages c : beverages beverage drinks bebidas getranke ;
water c : water vodokanal agua wasser eau mayah ;
hotel c : hotel hotels otel oteli gostinitsa hoteles hoteis fonduq jiudian ;
tourism c : tourism travel travels tours tour turizm tourisme turismo siyaha siahat luyou ;
restaurant c : restaurant restaurants restoran restaurante ;
supermarket c : supermarket supermarkets market markets markt mercado marche rynok ;
store c : store stores shop shops magazin tienda ;
supply g : supply supplies supplier suppliers snab snabzhenie postavka suministros tedarik ;
distribution g : distribution distributor distributors distribuidora distribucion vertrieb dagitim
  distr distribusi ;
marketing g : marketing mktg mkt pazarlama pemasaran ;
sales g : sales ventas vendas verkauf satis sbyt ;
wholesale g : wholesale optom optovaya grosshandel mayorista ;
retail g : retail roznichnaya einzelhandel ;
materials c : materials material materialy materiales materiais materiaux malzemeleri cailiao ;
plastics c : plastics plastic plastik plastiki plasticos kunststoff ;
rubber c : rubber kauchuk kautschuk lastik ;
glass c : glass steklo glas cam ;
tire c : tire tires tyre tyres shiny ;
furniture c : furniture mebel muebles mobel mobilya ;
jewelry c : jewelry jewellery jewelers jewellers jewels yuvelirnyi joyeria kuyumculuk mojawharat ;
diamond c : diamond diamonds almaz almazy diamante diamant ;
casino c : casino kazino casinos gaming ;
sport c : sport sports sportivnyi deporte deportes esporte spor riyada varzesh tiyu ;
club c : club klub kulubu clube nadi bashgah ;
entertainment c : entertainment razvlecheniya entretenimiento eglence ;
culture c : culture cultural kultura kulturnyi cultura kultur thaqafa farhangi ;
education c : education educational obrazovanie educacion educacao bildung egitim tarbiya talim
  amuzesh jiaoyu ;
training c : training ;
youth c : youth molodezh juventud jugend genclik shabab javanan ;
women c : women zhenshchin mujeres frauen kadin nisa zanan ;
labour c : labour workers worker trud arbeiter obrero isci ;
law c : law legal lawyers attorneys advokat abogados rechtsanwalte yuridicheskaya hukuk ;
audit c : audit auditors accounting accountants bukhgalter ;
tax c : tax nalog steuer vergi ;
customs c : customs tamozhnya zoll gumruk ;
environment c : environment environmental ekologiya ekologicheskii umwelt cevre ;
recycling c : recycling scrap vtor waste ;
special c : special spetsialnyi spets especial spezial ;
advanced g : advanced adv avanzada ;
modern g : modern sovremennyi moderne ;
new g : new novyi novaya novoe nuevo nueva nova novo nouveau nouvelle neue neu yeni jadid jadeed
  baru ;
first g : erste ;
royal c : royal korolevskii konigliche ;
joint g : joint sovmestnoe sovmestnyi ortak ;
the_operations g : operations operation ops operating ;
investigation c : investigation investigations ;
shareholding g : shareholding share shares aktien acciones acoes ;
limited_word g : limited ltd ;
north c : north northern severnyi severnaya sever norte nord nordic kuzey shamal shomal bei puk
  utara severo ;
south c : south southern yuzhnyi yuzhnaya yug sur sul sud guney janub jonub selatan yugo ;
east c : east eastern vostochnyi vostochnaya vostok este leste est ost orient oriental dogu sharq
  sharqiyya shargh dong timur vostochno ;
west c : west western zapadnyi zapadnaya zapad oeste ouest occidental bati gharb gharbiyya barat ;
)";

/// Ordinary words that companies of all countries and trades are called by. General knowledge of
/// registers of companies; what is in a record above is a trade.
inline constexpr std::string_view kBrandWords = R"(
star b : star stars stern estrella etoile zvezda yildiz setareh najm najma ;
sun b : sun soleil sonne solntse gunes ;
moon b : moon luna lune ;
sky b : sky skies ;
ocean b : ocean oceans oceanic okean oceano ;
sea b : sea seas ;
river b : river rivers ;
lake b : lake ;
mountain b : mountain mountains ;
valley b : valley ;
hill b : hill hills ;
island b : island islands ;
bay b : bay ;
coast b : coast coastal ;
desert b : desert ;
forest b : forest ;
garden b : garden gardens ;
spring b : spring springs ;
rain b : rainbow ;
storm b : storm ;
wave b : wave waves ;
wind b : wind ;
fire b : fire flame ;
light b : light lights ;
spark b : spark ;
stone b : stone ;
rock b : rock ;
crystal b : crystal kristall kristal ;
pearl b : pearl pearls ;
emerald b : emerald ;
ruby b : ruby ;
sapphire b : sapphire ;
silver b : silver argent plata ;
golden b : golden ;
platinum b : platinum platina ;
amber b : amber ;
jade b : jade ;
lion b : lion lions ;
tiger b : tiger tigers ;
leopard b : leopard panther ;
bear b : bear ;
wolf b : wolf ;
horse b : horse ;
eagle b : eagle eagles oryol ;
falcon b : falcon falcons sokol ;
hawk b : hawk hawks ;
swan b : swan ;
dove b : dove ;
phoenix b : phoenix feniks fenix ;
dragon b : dragon dragons ;
dolphin b : dolphin dolphins ;
whale b : whale whales ;
shark b : shark sharks ;
bull b : bull ;
cedar b : cedar cedars ;
oak b : oak ;
palm b : palm palms ;
olive b : olive ;
lotus b : lotus ;
lily b : lily ;
orchid b : orchid ;
alpha b : alpha alfa ;
beta b : beta ;
gamma b : gamma ;
delta b : delta ;
sigma b : sigma ;
omega b : omega ;
nova b : nova ;
vega b : vega ;
orion b : orion ;
apollo b : apollo apollon ;
titan b : titan titans ;
atlas b : atlas ;
zenith b : zenith zenit ;
mercury b : mercury merkur ;
jupiter b : jupiter ;
saturn b : saturn ;
venus b : venus ;
neptune b : neptune neptun ;
polar b : polar polaris ;
galaxy b : galaxy ;
universe b : universe universal ;
planet b : planet ;
earth b : earth terra ;
globe b : globe ;
horizon b : horizon ;
summit b : summit ;
peak b : peak ;
crown b : crown ;
imperial b : imperial empire ;
noble b : noble ;
grand b : grand ;
great b : great ;
mega b : mega ;
ultra b : ultra ;
super b : super ;
prime b : prime ;
premium b : premium ;
elite b : elite elit ;
ideal b : ideal ;
best b : best ;
smart b : smart ;
bright b : bright ;
brilliant b : brilliant ;
swift b : swift ;
rapid b : rapid ;
speed b : speed ;
express b : express ekspress ;
quick b : quick ;
trans b : transworld ;
future b : future ;
era b : era ;
century b : century ;
legend b : legend ;
heritage b : heritage ;
classic b : classic ;
victory b : victory viktoriya ;
success b : success ;
fortune b : fortune fortuna ;
lucky b : lucky ;
happy b : happy ;
hope b : hope ;
peace b : peace ;
freedom b : freedom ;
liberty b : liberty ;
unity b : unity ;
harmony b : harmony ;
progress b : progress ;
dynamic b : dynamic dynamics ;
active b : active aktiv ;
vision b : vision ;
focus b : focus ;
point b : point ;
link b : link ;
gate b : gate gateway ;
bridge b : bridge ;
key b : key ;
base b : base ;
line b : line ;
city b : city ;
metro b : metro ;
paradise b : paradise eden ;
anchor b : anchor ;
compass b : compass ;
beacon b : beacon ;
tower b : tower towers ;
castle b : castle ;
shield b : shield ;
arrow b : arrow ;
red b : red ;
blue b : blue ;
green b : green ;
white b : white ;
black b : black ;
orange b : orange ;
pioneer b : pioneer pioner ;
alliance b : alliance alyans ;
dream b : dream dreams ;
magic b : magic ;
sunrise b : sunrise ;
sunset b : sunset ;
continental b : continental ;
)";

inline constexpr std::string_view kPlaceWords = R"(
afghanistan : afghanistan afghan afghani afganistan afganskii ;
albania : albania albanian albanie shqiperi shqiptar ;
algeria : algeria algerian algerie algerien argelia jazair jazairiyya ;
angola : angola angolan angolana angolano ;
argentina : argentina argentine argentinian argentinas argentino ;
armenia : armenia armenian armeniya armyanskii hayastan haykakan ;
australia : australia australian aust australie avustralya ;
austria : austria austrian osterreich oesterreich osterreichische avstriya avusturya autriche ;
azerbaijan : azerbaijan azerbaijani azerbaycan azerbaidzhan azeri azarbaijan azerbaidjan ;
bahrain : bahrain bahraini bahrein bahrayn ;
bangladesh : bangladesh bangladeshi bangla ;
belarus : belarus belarusian belarussian belorussian byelorussia belorussia belorus belorusskii
  belarusskii belarusi bielorrusia weissrussland ;
belgium : belgium belgian belgique belgie belge belgien belgica ;
bolivia : bolivia bolivian boliviana boliviano ;
bosnia : bosnia bosnian bosne bosna bih herzegovina hercegovina ;
brazil : brazil brazilian brasil brasileira brasileiro brazilskaya bresil brasilien ;
britain : britain british uk gb english england velikobritaniya britannique britanskii ;
bulgaria : bulgaria bulgarian bulgariya balgariya balgarska bulgarska bulgarien ;
myanmar : myanmar burma burmese myanma ;
cambodia : cambodia cambodian kampuchea khmer ;
cameroon : cameroon cameroun cameroonian ;
canada : canada canadian canadienne canadien kanada ;
chad : chad tchad chadian ;
chile : chile chilean chilena chileno ;
china : china chinese prc zhongguo zhonghua sino chine chinois kitai kitay kitaiskaya cina cin
  jungguk chungguk chinesische ;
colombia : colombia colombian colombiana colombiano colombie ;
congo : congo congolese congolaise drc kongo zaire ;
croatia : croatia croatian hrvatska hrvatski kroatien ;
cuba : cuba cuban cubana cubano kuba kubinskii cubain ;
cyprus : cyprus cypriot kypros kipr kibris chypre zypern ;
czech : czech czechia ceska cesky ceske ceskoslovenska tschechische ;
denmark : denmark danish danmark dansk danske ;
ecuador : ecuador ecuadorian ecuatoriana ecuatoriano ;
egypt : egypt egyptian misr masr egypte egipto agypten misriyya masria egipet misir ;
eritrea : eritrea eritrean ;
estonia : estonia estonian eesti estland ;
ethiopia : ethiopia ethiopian ;
europe : europe european euro europa evropa evropeiskii europeen europeenne europeo europea eu
  europaische avrupa orupa ;
finland : finland finnish suomi suomen ;
france : france french francaise francais francia frankreich fransa frantsiya farance ;
georgia : georgia georgian gruziya gruzinskii sakartvelo ;
germany : germany german deutschland deutsche deutscher deutsch allemagne alemania germaniya
  almanya alman almaniya germania nemetskii ;
ghana : ghana ghanaian ;
greece : greece greek hellas hellenic ellas elliniki yunanistan grecia gretsiya hellenique ;
guinea : guinea guinee guinean ;
haiti : haiti haitian haitienne ;
hong_kong : hongkong hk xianggang ;
hungary : hungary hungarian magyar magyarorszag ungarn vengriya ;
india : india indian bharat bharatiya hindustan hindustani indiya inde indien ;
indonesia : indonesia indonesian ;
iran : iran iranian persia persian irana iranskii iranienne irani iranians ;
iraq : iraq iraqi irak iraqiyya iraki eraq eragh ;
ireland : ireland irish eire hibernia ;
israel : israel israeli izrail yisrael ;
italy : italy italian italia italiana italiano italie italien italiya ;
japan : japan japanese nippon nihon japon japonaise yaponiya ilbon riben japonya ;
jordan : jordan jordanian urdun urduniyya ;
kazakhstan : kazakhstan kazakh kazakhstani qazaqstan kazakstan kazakhskii qazaq ;
kenya : kenya kenyan ;
korea : korea korean hanguk choson chosun koryo goryeo coree koreya koreiskii koreas daehan ;
north_korea : dprk ;
kosovo : kosovo kosova kosovar ;
kuwait : kuwait kuwaiti koweit kuwayt ;
kyrgyzstan : kyrgyzstan kyrgyz kirgizstan kirghizia kirgizskii ;
laos : laos lao laotian ;
latvia : latvia latvian latvijas latvija lettland ;
lebanon : lebanon lebanese liban lubnan lubnaniyya libano libanaise ;
liberia : liberia liberian ;
libya : libya libyan libye libia libiyya libyenne ;
liechtenstein : liechtenstein liechtensteinische ;
lithuania : lithuania lithuanian lietuva lietuvos litauen ;
luxembourg : luxembourg luxembourgeoise luxemburg ;
macau : macau macao aomen ;
macedonia : macedonia macedonian makedonija makedonska ;
malaysia : malaysia malaysian ;
mali : mali malian malienne ;
malta : malta maltese ;
mexico : mexico mexican mexicana mexicano mexicanos meksika mexique ;
moldova : moldova moldovan moldavia moldavskii moldavskaya ;
mongolia : mongolia mongolian mongol mongolyn ;
montenegro : montenegro crnogorska crnogorski ;
morocco : morocco moroccan maroc marocaine maghrib marruecos ;
mozambique : mozambique mozambican mocambique ;
namibia : namibia namibian ;
nepal : nepal nepalese nepali ;
netherlands : netherlands nederland nederlandse nederlands dutch holland niederlande hollande
  gollandiya ;
nicaragua : nicaragua nicaraguan nicaraguense ;
niger : niger ;
nigeria : nigeria nigerian ;
norway : norway norwegian norge norsk norske ;
oman : oman omani uman ;
pakistan : pakistan pakistani ;
palestine : palestine palestinian filistin falastin palestina ;
panama : panama panamanian panamena ;
paraguay : paraguay paraguayan ;
peru : peru peruvian peruana peruano ;
philippines : philippines philippine filipino filipinas pilipinas ;
poland : poland polish polska polski polskie pologne polen polsha ;
portugal : portugal portuguese portuguesa portugues ;
qatar : qatar qatari katar ;
romania : romania romanian roumanie romana rumanien rumyniya ;
russia : russia russian rossiya rossii rossiyskiy rossiyskaya rossiiskii rossiiskaya russkii
  rossijskij rossia rus russe russie russland rusya rusia rossiiskoe rossiyskoe russische ros
  rossiyskoy rusiyya eluosi ;
rwanda : rwanda rwandan rwandaise ;
saudi : saudi saudia saoudite saudiyya ksa ;
arab : arab arabian arabia arabiyya arabi arabskii arabe araber arabs ;
senegal : senegal senegalese senegalaise ;
serbia : serbia serbian srbija srpska srpski srbije ;
singapore : singapore singapura singaporean singapur xinjiapo ;
slovakia : slovakia slovak slovenska slovensko slovenske ;
slovenia : slovenia slovenian slovenija slovenije ;
somalia : somalia somali soomaaliya ;
south_africa : rsa ;
soviet : soviet ussr sovetskii sovetskaya cccp sssr ;
spain : spain spanish espana espanola espanol espagne spanien ispaniya ;
sri_lanka : lanka ceylon ;
sudan : sudan sudanese soudan sudaniyya soudanaise ;
sweden : sweden swedish sverige svensk svenska schweden ;
switzerland : switzerland swiss schweiz schweizerische suisse svizzera shveitsariya helvetia
  helvetic ;
syria : syria syrian suriya suriyya syrie siria syrienne suria siriya ;
taiwan : taiwan taiwanese roc formosa ;
tajikistan : tajikistan tajik tadzhikistan tojikiston ;
tanzania : tanzania tanzanian ;
thailand : thailand thai siam ;
tunisia : tunisia tunisian tunisie tunisienne tunis tunisiyya ;
turkey : turkey turkish turkiye turk turkei turquie turquia turtsiya turkiyya torkiye ;
turkmenistan : turkmenistan turkmen ;
uganda : uganda ugandan ;
ukraine : ukraine ukrainian ukraina ukrainskii ukrainy ukrayina ukraini ukrainska ucrania ukrayna ;
emirates : uae emirates emirati emarat imarat ;
america : america american usa us americana amerika americas amerikan americaine ;
uruguay : uruguay uruguayan ;
uzbekistan : uzbekistan uzbek ozbekiston uzbekskii ;
venezuela : venezuela venezuelan venezolana venezolano venezuelienne ;
vietnam : vietnam vietnamese viet ;
yemen : yemen yemeni yaman yamaniyya yemenia ;
zambia : zambia zambian ;
zimbabwe : zimbabwe zimbabwean ;
asia : asia asian asiatic aziya asie asya yazhou asiatique ;
africa : africa african afrika afrique africaine ifriqiya afrikanskii ;
pacific : pacific pacifico taiping pasifik tikhookeanskii ;
atlantic : atlantic atlantico atlantik ;
gulf : gulf khalij golfo golf korfez ;
mediterranean : mediterranean akdeniz mediterraneo ;
balkan : balkan balkans balkanska ;
baltic : baltic baltiiskii baltiyskiy baltika ;
caspian : caspian kaspii kaspiiskii khazar hazar ;
black_sea : chernomorskii ;
siberia : siberia siberian sibir sibirskii sibirskaya ;
crimea : crimea crimean krym krymskii krymskaya ;
eurasia : eurasia eurasian evraziiskii evraziya avrasya ;
middle_east : mideast ;
moscow : moscow moskva moskovskii moskovskaya moskau moscou moskovskiy ;
petersburg : petersburg leningrad peterburg ;
tehran : tehran teheran ;
beijing : beijing peking pekin ;
shanghai : shanghai ;
guangdong : guangdong kwangtung canton ;
pyongyang : pyongyang phyongyang pyeongyang ;
dubai : dubai dubayy ;
istanbul : istanbul constantinople ;
damascus : damascus dimashq damas ;
baghdad : baghdad bagdad ;
kabul : kabul kabol ;
london : london londres londra ;
)";

}  // namespace pelf::match
