// SPDX-License-Identifier: Apache-2.0
//
// The table behind name_rarity.hpp: "STEP : WORD ... ;". A word stands once.
#pragma once

#include <string_view>

namespace pelf::match {

inline constexpr std::string_view kCommonNames = R"(
7 : kim lee li wang zhang chen liu zhao huang zhou wu yang nguyen tran singh kumar devi mohammed
  muhammad mohammad mohamed ahmed ali khan hassan hussain hussein abdullah maria jose juan ana john
  mary ram lal das garcia silva rodriguez hernandez martinez lopez gonzalez santos souza sousa
  sharma patel begum bibi fatima ibrahim smith perez sanchez xu sun ma zhu hu lin guo he gao luo
  zheng liang xie song tang han feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye
  cheng wei su lu ding ren shen yao le pham hoang vo dang bui do ho ngo duong ly antonio francisco
  carlos luis anna ;
6 : park pak choi choe jung jeong chung cho kang yoon yun jang lim im shin oh seo kwon hwang ahn ri
  rim ryu jong jon hong kwak son an no ro yi bae baek nam ko mun moon ha so paik tao dai qin fan
  shi fang shao cui meng qiu qian gu jia tan liao yin yan xue lei bai long hou duan hao kong mao
  chang lai wan xia zhong jin fu hsu hsieh chan wong ng cheung leung lau chow tsai chiu kwok lam
  ivanov smirnov kuznetsov popov petrov sokolov ivanova petrova kuznetsova smirnova popova ivan
  sergey sergei aleksandr alexandr andrey andrei dmitry dmitri vladimir aleksey alexei mikhail
  nikolai nikolay evgeny yevgeny igor viktor victor olga elena tatiana natalia irina svetlana
  ekaterina anastasia yuri oleg pavel roman maksim alexander michael david james robert william
  thomas daniel joseph richard paul peter george mark elizabeth sarah laura johnson williams brown
  jones davis miller wilson taylor anderson moore martin jackson white harris lewis walker muller
  schmidt schneider fischer weber meyer wagner becker hoffmann miguel manuel jesus pedro rafael
  ramon jorge alberto roberto fernando diego javier alejandro pablo sergio eduardo ricardo andres
  angel guadalupe rosa carmen josefina margarita teresa isabel ramirez torres flores rivera gomez
  diaz reyes morales cruz ortiz gutierrez chavez ramos ruiz alvarez mendoza vasquez vazquez
  castillo jimenez moreno romero herrera medina aguilar vargas castro mendez guzman fernandez munoz
  rojas dominguez salazar oliveira pereira lima carvalho ferreira rodrigues almeida costa gomes
  martins araujo melo barbosa alves cardoso ribeiro rocha dias nunes lopes joao paulo lucas mateus
  francisca antonia adriana juliana marcia fernanda patricia aline ahmad hasan husain husayn omar
  umar said saeed khalid khaled mahmoud mahmud mustafa mostafa mustapha yusuf youssef yousef abdul
  abdel abd abdulrahman abdurrahman abdelrahman abdulaziz abdulkarim karim salim salem saleh salah
  hamid hameed rashid rashed malik yasin ismail osman othman uthman musa mousa isa adam dawood daud
  sulaiman suleiman suleyman jamal kamal nasir nasser bashir hamza aisha ayesha khadija zainab
  zaynab maryam mariam amina sara nour noor akhtar akter islam rahman rehman uddin alam hossain
  miah sheikh shaikh shah mia chowdhury iqbal aslam javed tariq bilal imran usman faisal bakr
  abubakar sani hosseini hossein mohammadi ahmadi rezaei karimi jafari moradi hashemi mousavi reza
  mehdi hassani fatemeh zahra yilmaz kaya demir sahin celik yildiz yildirim ozturk aydin ozdemir
  mehmet ahmet huseyin ayse fatma emine hatice zeynep elif gupta verma yadav rajesh ramesh suresh
  sanjay sunil anil vijay amit ashok rajendra mahesh ravi krishna lakshmi sita gita sunita anita
  kaur reddy rao nair pillai iyer jha mishra pandey tiwari dubey srivastava chauhan rathore thakur
  prasad mandal mondal ghosh bose roy sarkar biswas dutta banerjee mukherjee chatterjee jain
  agarwal mehta desai joshi kulkarni patil jadhav pawar shinde gaikwad more kamble sultan siti nur
  sri dewi sari putra setiawan wahyu agus budi eko dwi tri rizky sato suzuki takahashi tanaka
  watanabe ito yamamoto nakamura kobayashi kato bautista villanueva gonzales phan vu dinh thi van
  huu duc minh thanh anh mai huynh vuong truong trinh doan yong chol hyok il myong sung kwang hyon
  sok young hun sang chul ok hui won kyong kuk chun jun hak in sik guk dok gil mi ji hye hee soo
  jae kyu tae woo un suk hwa bok ryong ung hyun min seung joon kyung seong mei ling ming hua ying
  ping jing na xin jie qiang jian bin bo chao gang guang zhi zhen xiang rui rong qing ;
5 : volkov novikov fedorov morozov vasiliev vasilyev pavlov semenov semyonov mikhailov mikhaylov
  egorov yegorov kozlov lebedev stepanov nikolaev nikolayev orlov andreev andreyev makarov zakharov
  zaytsev zaitsev soloviev solovyov borisov yakovlev grigoriev grigoryev romanov vorobyov vorobiev
  sergeev sergeyev kuzmin frolov aleksandrov alexandrov dmitriev korolev korolyov gusev kiselev
  kiselyov ilyin ilin maksimov maximov polyakov sorokin vinogradov kovalev kovalyov belov medvedev
  antonov tarasov zhukov baranov filippov komarov davydov belyaev gerasimov bogdanov osipov sidorov
  matveev titov markov mironov krylov kulikov karpov vlasov melnikov denisov gavrilov tikhonov
  kazakov afanasiev danilov savelyev timofeev fomin chernov abramov martynov efimov fedotov
  shcherbakov nazarov kalinin isaev chernyshev bykov maslov rodionov konovalov lazarev voronin
  klimov filatov ponomarev golubev kudryavtsev prokhorov naumov potapov zhuravlev ovchinnikov
  trofimov leonov sobolev ermakov kolesnikov goncharov emelyanov nikiforov grachev kotov grishin
  efremov arkhipov gromov kirillov malyshev panov moiseev rumyantsev akimov kondratiev birukov
  gorbunov anisimov eremin tikhomirov galkin lukyanov mikheev skvortsov yudin belousov nesterov
  simonov prokofiev kharitonov knyazev tsvetkov levin mitrofanov voronov aksenov sofronov maltsev
  loginov gorshkov savin krasnov mayorov demidov eliseev rybakov safonov plotnikov demin khokhlov
  fadeev molchanov ignatov litvinov ershov ushakov dementiev ryabov mukhin kalashnikov leontiev
  lobanov kuzin korneev evdokimov borodin platonov nekrasov balashov bobrov zhdanov blinov ignatiev
  korotkov muravyov kryukov belyakov bogomolov drozdov lavrov zuev petukhov larin nikulin seregin
  terentiev zotov ustinov fokin samoylov konstantinov sakharov shishkin samsonov cherkasov
  chistyakov nosov spiridonov karasev avdeev vorontsov zverev vladimirov seleznev nechaev
  kudryashov sedov firsov andrianov panfilov golovin terekhov ulyanov shestakov ageev nikonov
  selivanov bazhenov gordeev kozhevnikov pakhomov zimin kostin shirokov filimonov larionov
  ovsyannikov sazonov suvorov nefedov kornilov lyubimov lvov gorbachev kopylov lukin tokarev
  kuleshov shilov bolshakov pankratov rodin shapovalov pokrovsky bocharov nikolsky markin gorelov
  agafonov berezin ermolaev zubkov kupriyanov trifonov maslennikov kruglov tretyakov kolosov
  rozhkov artamonov shmelev laptev lapshin fedoseev zinoviev zorin utkin stolyarov zubov tkachev
  dorofeev antipov zavyalov sviridov zolotarev kulakov meshcheryakov makeev dyakonov gulyaev
  petrovsky bondarev pozdnyakov panin kochetkov sukhanov ryzhov starostin kalmykov kolesov zolotov
  kravtsov subbotin shubin shchukin losev vinokurov lapin parfenov isakov golovanov korovin rostov
  artyomov kozyrev rusakov aleshin kryuchkov bulgakov koshelev sychev sinitsyn chernykh rogov
  kononov lavrentiev evseev pimenov panteleev goryachev anikin lopatin rudakov odintsov serebryakov
  pankov degtyarev bondarenko kovalenko kovalchuk shevchenko tkachenko kravchenko boyko boiko
  melnyk melnik oliynyk oliinyk lysenko marchenko savchenko rudenko moroz shevchuk polishchuk
  klymenko pavlenko kravchuk petrenko ponomarenko vasylenko tkachuk bondar gonchar hrytsenko
  kostenko zaichenko sidorenko tymoshenko yushchenko oleksandr volodymyr serhii serhiy dmytro
  andriy mykola oleksiy vasyl viktoriya yuliya yulia artem denis anton kirill stanislav vadim
  valery valeriy vitaly vitaliy anatoly anatoliy boris konstantin gennady georgy georgi grigory
  vyacheslav vladislav ruslan timur rustam marina ludmila lyudmila galina nina valentina vera
  larisa ksenia daria alina polina sofia nadezhda lyubov alla alexandra aleksandra leonid lev maxim
  petr pyotr vasily semyon stepan yaroslav nikita egor ilya gleb mohamad mohamud mahmood hamed
  hamad hamdan jaber jabir jafar jaafar jassim qasim kassem qassem kareem latif majid majeed
  mansour mansur marwan masood masoud mubarak mukhtar munir murad nabil nadir naeem naim najib
  nawaz nazir qadir qadri qureshi rafiq rahim rahimi raja rajab ramadan riaz rizwan sabri sadiq
  safi sajid saleem salman sami samir sayed sayyid shafiq shahid shakir sharif siddiqui sohail
  sultana tahir talib taha umer wahid waheed walid waleed wali waqas yahya yahia yasir yasser
  younis yunus zahid zaid zaman zia ziad zubair abbas abbasi abdallah abdi abdo abdou abdullahi
  abdulla abu adel adil adnan afzal akbar akram alawi amin amir ammar anwar arif asad asghar ashraf
  asif asim atif awad ayman ayub azam aziz badr baig baloch basim basheer butt darwish dawoud fadel
  fahad fahd farah fareed farid farooq faruk faruq fawzi fayez ghani ghulam habib hadi hafiz haider
  hakim halim hamdi hanif haq haque haris haroun harun hashim hashmi hatem hisham hosni hussien
  ihsan ilyas imam inam irfan ishaq issa jabbar jalal jamil jawad junaid kadir kamran kazim khalil
  laila leila layla lateef mahdi mahfouz malek matar mehmood mir mirza mohsen mohsin moussa mughal
  naveed nisar noori nuri obaid osama usama raheem ramzan rana rauf rehmani rida riyad saad saber
  sadek saif saifullah samad sardar saud shaban shaheen shakeel shamim shams shehzad siddique
  sufyan suhail syed sayyed tawfiq thabet ullah yousaf yousuf zafar zahir zaki zakir zakaria zaidi
  hussaini haidari nazari akbari rostami ebrahimi sadeghi rahmani heidari ghasemi norouzi
  mohammadzadeh alizadeh hosseinzadeh bagheri salehi soleimani shahbazi asadi amiri alavi bahrami
  daneshvar davoudi dehghan ebrahim eskandari fallah farahani ghorbani habibi hamidi jalali kazemi
  khalili khani khosravi kiani mahmoudi maleki mirzaei mohseni mokhtari nasiri nouri pour ranjbar
  rashidi safari saberi shafiei shahidi sharifi sohrabi tavakoli yazdani yousefi zamani zare zarei
  hamidreza alireza mohammadreza gholamreza parviz behrouz bahram farhad farzad kambiz mehran
  mehrdad masoumeh nasrin parvin shirin arslan dogan kilic aslan cetin kara koc kurt ozkan simsek
  polat korkmaz cakir erdogan yavuz can acar tekin guler aktas bulut keskin turan avci isik unal
  gunes ozer tas kaplan yalcin bayram bozkurt coskun toprak murat emre burak serkan hakan kemal
  omer orhan recep ramazan hulya sevgi meryem merve esra clark robinson wright king scott green
  baker adams nelson hill campbell mitchell roberts carter phillips evans turner parker collins
  edwards stewart morris rogers reed cook morgan bell murphy bailey cooper richardson cox howard
  ward peterson gray watson brooks kelly sanders price bennett wood barnes ross henderson coleman
  jenkins perry powell patterson hughes washington butler simmons foster bryant russell griffin
  hayes charles christopher matthew anthony donald steven andrew kenneth joshua kevin brian edward
  ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin benjamin
  samuel gregory frank raymond patrick jack dennis jerry tyler aaron henry nathan douglas zachary
  kyle walter ethan jeremy harold keith christian roger noah gerald terry sean austin carl arthur
  lawrence dylan jesse jordan bryan billy joe bruce gabriel logan albert willie alan susan jennifer
  linda barbara jessica karen nancy lisa betty helen sandra donna carol ruth sharon michelle
  kimberly deborah dorothy amy angela melissa brenda emma olivia rebecca cynthia kathleen catherine
  katherine christine janet frances samantha virginia debra rachel caroline heather diane julie
  joyce victoria ashley lauren hannah bernard dubois durand leroy moreau simon laurent lefebvre
  michel bertrand fournier girard bonnet dupont lambert fontaine rousseau vincent petit roux morel
  andre mercier blanc guerin jean pierre jacques francois philippe alain claude nicolas marie
  nathalie isabelle monique schulz koch bauer richter klein wolf schroder schroeder neumann schwarz
  zimmermann braun kruger krueger hofmann hartmann lange werner krause lehmann kohler koehler
  herrmann konig koenig mayer huber kaiser fuchs peters scholz lang hahn vogel hans klaus wolfgang
  jurgen juergen stefan andreas rossi russo ferrari esposito bianchi romano colombo ricci marino
  greco bruno gallo conti giuseppe giovanni mario luigi francesco salvatore vincenzo domenico
  jansen janssen devries bakker visser smit nowak kowalski wisniewski kowalczyk kaminski
  lewandowski zielinski wojcik wozniak dabrowski piotr jan andrzej krzysztof stanislaw tomasz popa
  popescu ionescu ion gheorghe nagy kovacs toth szabo horvath varga papadopoulos georgiou jovanovic
  petrovic nikolic markovic djordjevic stojanovic ilic pavlovic milosevic marko nikola milan hansen
  johansen olsen larsen andersen nielsen jensen pedersen johansson andersson karlsson nilsson
  eriksson larsson berg lars erik acosta aguirre alarcon alfonso alonso arias avila ayala barrera
  benitez bernal blanco bravo bustamante caballero cabrera calderon camacho campos cano cardenas
  carrillo castaneda cervantes cisneros contreras cordero cordova coronado correa cortes cortez
  delgado duarte duran echeverria enriquez escobar espinosa espinoza estrada figueroa franco
  fuentes galindo gallardo gallegos galvan guerra guerrero ibarra jaramillo juarez lara leon lozano
  lucero lugo luna macias maldonado marin marquez mata mejia mercado mesa meza miranda molina
  montes montoya mora moya navarro nieto nunez ochoa ojeda olivares orozco ortega osorio pacheco
  padilla palacios paredes parra pena peralta pineda ponce quintero quiroz rangel restrepo reyna
  rios robles rodas rosales rosario rubio saenz salas salgado salinas sandoval santana santiago
  serrano sierra solano soler solis soto suarez tapia tellez toledo trejo trujillo uribe valdez
  valencia valenzuela vallejo vega velasco velasquez velazquez vidal villa villalobos villarreal
  zamora zapata zuniga enrique ernesto felipe guillermo gustavo hector hugo ignacio jaime joaquin
  julio leonardo lorenzo marcelo marcos mauricio oscar raul rodrigo rogelio ruben salvador
  sebastian tomas vicente adrian agustin alfredo alvaro arturo armando benito camilo cesar claudia
  cristian cristina daniela diana esteban eva fabian gabriela gloria graciela gregorio ines irma
  isabella julia leticia lidia lourdes lucia luisa luz magdalena marta martha mercedes monica norma
  nora paola paula pilar ramona raquel rocio silvia sonia susana valeria vanessa veronica yolanda
  fonseca moraes moreira teixeira vieira freitas fernandes goncalves pinto monteiro cavalcanti
  machado mendes nascimento cunha borges azevedo barros batista correia farias moura nogueira pires
  reis sales tavares antunes marques neves matos bruna camila amanda renato tiago vinicius
  sebastiao aparecida raju mohan gopal hari shyam dinesh mukesh rakesh manoj pradeep pramod prakash
  vinod ganesh deepak ajay arun anand bharat dilip kishore mahendra narendra naresh nitin pankaj
  rahul rajeev rajiv sandeep satish shankar shiva subhash surendra umesh vikram vivek pooja priya
  neha kavita meena rekha usha asha kiran pushpa radha saraswati savita shanti sushila naik nayak
  behera sahu swain mohanty panda pradhan gowda hegde shetty menon varma murthy naidu chandra
  chandran krishnan subramanian raman rajan murugan selvam perumal perera bandara jayawardena
  mendis dissanayake gunawardena hidayat kurniawan santoso susanto wibowo nugroho saputra pratama
  lestari wulandari rahayu ningsih handayani hartono gunawan wijaya tanoto yusof saito yamada
  sasaki yamaguchi matsumoto inoue kimura hayashi shimizu yamazaki mori abe ikeda hashimoto
  ishikawa ogawa okada hasegawa fujita goto kondo maeda endo aoki sakamoto murakami fujii nishimura
  fukuda ota miura takeuchi nakajima okamoto matsuda harada nakagawa hiroshi takashi kenji akira
  yuki yoshiko delacruz aquino dizon pascual tolentino manalo kebede tesfaye tadesse bekele girma
  alemu haile abebe diallo diop traore coulibaly keita toure ndiaye fall ba sow cisse camara kone
  ouattara konate diarra okafor okeke obi adeyemi adebayo mensah owusu boateng asante appiah osei
  banda phiri moyo ndlovu dlamini nkosi khumalo zulu mutombo kabila mwangi kamau njoroge otieno
  ochieng odhiambo wanjiru juma mushi hakizimana niyonzima warsame aung win kyaw htun zaw hla tun
  thein myint maung moe naing tint lwin soe sai than khin somchai somsak saetang chai bounmy ;
4 : hamadi mehsud noorzai achakzai popalzai barakzai durrani afridi yousafzai khattak orakzai wazir
  bhatti rajput arain awan gujjar jat cheema warraich gondal ranjha tarar bajwa virk sandhu gill
  dhillon sidhu brar grewal mann aulakh kohli malhotra kapoor khanna chopra arora sethi bhatia
  ahuja mehra puri bedi bhalla chawla dhawan grover jaitley kakkar oberoi sahni saxena mathur
  bhatnagar tripathi shukla dwivedi chaturvedi trivedi upadhyay pathak ojha dixit awasthi bajpai
  singhania goenka birla bansal garg mittal goel jindal kedia poddar tata parekh parikh modi bhatt
  dave vyas rawal soni solanki chavan deshmukh deshpande bhosale salunkhe mane kale gokhale apte
  bhave karve tilak ranade akhundzada mullah haqqani hekmatyar massoud noorullah rahmatullah
  nasrullah amanullah asadullah habibullah hamdullah hayatullah hekmatullah inayatullah karimullah
  khairullah matiullah najibullah naqibullah obaidullah qudratullah rahimullah sadullah samiullah
  sanaullah sharifullah shafiullah wahidullah zabihullah ziaullah gul lala zar zada zadeh nejad pur
  abadi tehrani isfahani shirazi tabrizi kashani qomi mashhadi hamadani kermani yazdi esfahani
  baghdadi basri iraqi masri misri halabi shami dimashqi homsi hamwi tikriti samarrai jubouri
  dulaimi obeidi saadi janabi hashimi maliki zubaidi tamimi qahtani ghamdi zahrani harbi otaibi
  utaybi shammari anazi enezi dosari dossary mutairi ajmi qasimi maktoum nahyan thani khalifa sabah
  hamdani houthi ahmar hadhrami yafei qaddafi qadhafi gaddafi trabelsi bouazizi gharbi jebali ayari
  hammami mansouri khelifi bouteflika belhadj benali bensalah boumediene cherif mokhtar haddad
  khoury khouri najjar sabbagh hariri assad sayegh shehadeh khalaf jarrah nasrallah hamoud hamade
  fayyad kanaan zein aoun gemayel hobeika karam mikati salam solh hajj makhlouf shawkat tlass
  aliyev mamedov mammadov huseynov hasanov guliyev ismayilov ibrahimov abbasov rzayev safarov
  nazarbayev akhmetov akhmedov kadyrov magomedov gadzhiev ramazanov suleymanov alikhanov khasanov
  rakhimov rakhmonov karimov yusupov usmanov abdullaev saidov sharipov tursunov mirzoev umarov
  basayev kadirov rashidov khodzhaev dzhabrailov dudaev maskhadov tsarnaev khachatryan hakobyan
  grigoryan harutyunyan sargsyan petrosyan hovhannisyan karapetyan gevorgyan vardanyan kirakosyan
  ghazaryan simonyan martirosyan poghosyan mkrtchyan avetisyan sahakyan beridze kapanadze
  gelashvili maisuradze giorgadze lomidze kvaratskhelia chkheidze tsiklauri ivanchenko lukashenko
  novik kozlovsky zhuk karpovich klimovich popovych romanenko symonenko fedorenko sydorenko
  yatsenko zinchenko levchenko danylenko demchenko didenko dovzhenko hnatiuk honcharenko ivanenko
  kyrylenko litvinenko lytvyn lytvynenko mazur mykhailenko nazarenko onyshchenko panchenko
  pylypenko romaniuk semenko stelmakh stetsenko tarasenko vovk yakymenko zakharchenko zhuravel
  bilyk kuzmenko khomenko yanukovych poroshenko zelensky putin surkov shoigu sechin rotenberg
  timchenko abramovich deripaska potanin fridman prigozhin dugin malofeev quispe mamani condori
  huanca apaza choque chambi alanoca huaman quiroga arce evo maduro cabello chacin carvajal padrino
  saab moncada arreaza guaido capriles escarra murillo zelaya bukele morazan lobo pinochet bachelet
  kirchner macri menem peron videla galtieri stroessner banzer fujimori humala kuczynski guevara
  cienfuegos valdes beltran leyva zambada caro esparragoza felix arellano trevino lazcano oseguera
  quintana gentil orejuela londono marulanda lehder urrego correal betancur santrich catatumbo
  romana timochenko macdonald mcdonald murray graham hamilton ferguson johnston sinclair gordon
  fraser grant wallace cameron duncan burns kennedy walsh byrne connor oconnor doyle gallagher
  doherty sullivan mccarthy quinn nolan fitzgerald brennan burke hogan keane ellis fisher stevens
  tucker porter hunter hicks crawford boyd mason morrison warren dixon shaw holmes rice robertson
  hunt black daniels palmer mills nichols knight stone hawkins dunn perkins hudson spencer gardner
  stephens payne pierce berry matthews arnold willis ray watkins olson carroll snyder hart
  cunningham bradley lane andrews harper fox riley armstrong carpenter weaver greene elliott sims
  franklin lawson fields carr lynch wheeler chapman oliver montgomery richards williamson banks
  bishop mccoy howell ;
3 : tchaikovsky rubinstein goldberg goldstein cohen levy levi mizrahi peretz biton dahan avraham
  friedman katz shapiro rosenberg weiss hochberg lindqvist virtanen korhonen makinen nieminen
  makela hamalainen laine heikkinen koskinen jarvinen tamm saar sepp kask kukk berzins kalnins
  ozols jansons ozolins kazlauskas petrauskas jankauskas stankevicius butkus novak svoboda novotny
  dvorak cerny prochazka kucera vesely horak krejci kovac balaz molnar lukac mesaros hoxha shehu
  leka kola gjoka berisha krasniqi gashi thaqi thaci haradinaj hodza begovic hadzic mladic karadzic
  arkan seselj dodik vucic dacic tadic izetbegovic hasanovic mehmedovic halilovic dimitrov georgiev
  petkov todorov stoyanov iliev kolev hristov angelov marinov dumitru stan stoica rusu constantin
  munteanu matei moldovan balan papandreou pappas karagiannis vlachos ioannidis economou dimitriou
  konstantinou theodorou christodoulou yoshida okubo wakayama tsuji kuroda oyama komatsu nakata
  narita onishi kubo nagai uchida higuchi akiyama bondevik haugen hagen dahl lund lind lindberg
  lindstrom bergstrom sandberg holm axelsson magnusson olafsson sigurdsson jonsson gudmundsson
  vandenberg vanderberg mulder bos peeters maes jacobs mertens willems claes goossens wouters
  desmet lefevre martel gagnon tremblay bouchard cote fortin gauthier morin lavoie pelletier
  belanger rasoanaivo rakoto andriana mwale tembo chisulo zimba sithole ncube sibanda mugabe
  mnangagwa chiwenga tsvangirai kagame kayibanda habyarimana museveni obote bemba ntaganda
  mudacumura kony lukwiya katumbi ilunga tshisekedi kasongo mukendi ngoy kabongo bongo nguema
  obiang biya ahidjo deby habre mahamat idriss turabi hemedti burhan hamdok kiir machar garang ajak
  afwerki isaias aideed aweys godane rage robow gulled guelleh aptidon farmajo barre ;
)";

}  // namespace pelf::match
