// SPDX-License-Identifier: Apache-2.0
//
// The second table behind given_names.hpp: "NAME ... : NICKNAME ... ;". A nickname of one of the
// names is one of each, and of their spellings in given_names_table.hpp.
#pragma once

#include <string_view>

namespace pelf::match {

inline constexpr std::string_view kNicknames = R"(
aaron : ron ronnie ; abigail : abby gail abbie nabby ; abraham : abe bram abie ; adelaide : addie
della ada ; adeline : addie ada ; agatha : aggie ; agnes : aggie nessie inez ; albert : al bert
bertie albie alik ; alberta : bertie ; alexander : alex al alec sandy lex xander sasha alick alix
zander sascha xandl ; alexandra : alex sandy sandra lexi alexa sasha lexie ali ; alfred : al alf
fred alfie freddy ; alfreda : freda ; alice : allie ali alicia ; alison : ali allie ; allison : ali
allie ; alan : al ; allan : al ; allen : al ; alonzo : al lon lonnie ; alvin : al vin ; amanda :
mandy manda ; amelia : amy millie mel emily ; amos : moses ; andrew : andy drew ; angela : angie
ange ; angelina : angie lina ; ann : annie nan nancy ; anne : annie nan nancy ; anna : annie ann
nan anni anneliese ; annette : annie nettie ; anthony : tony ant ; antonia : toni tonya ; archibald
: archie baldie ; arlene : lena ; arnold : arnie ; arthur : art artie ; augustus : gus gussie augie
; augustine : gus augie ; barack : barry ; barbara : barb barbie babs bobbie basia babsi ;
bartholomew : bart bat mees ; beatrice : bea trixie bee tris ; belinda : bel linda lindy ; benedict
: ben benny ; benjamin : ben benny benjy benji bennie benja ; bernadette : bernie ; bernard :
bernie barney ; bertha : bertie birdie ; bethany : beth ; beverly : bev ; bradford : brad ford ;
bradley : brad ; brenda : brandy ; bridget : biddy bridie bid ; brittany : britt ; bronwyn : bron ;
caleb : cal ; calvin : cal vin vinny ; cameron : cam ron ; camille : cammie millie ; candace :
candy dacey ; carl : charlie ; caroline : carrie carol lynn caro callie ; carolyn : carrie carol
lynn ; cassandra : cassie cass sandra sandy ; catherine : cathy kate katie kit kitty cat trina
kathy cassie katy kay ; cecil : cis ; cecilia : cissy celia sis ; charles : charlie chuck chas chip
charley chad carl ; charlotte : charlie lottie lotta char ; chester : chet ; christian : chris kit
; christina : chris tina chrissy christy kris ; christine : chris chrissy tina christy kris ;
christopher : chris kit kester topher ; clara : clarissa ; clarence : clare ; clarissa : clara
cissy ; clement : clem ; clifford : cliff ford ; clifton : cliff tony ; clinton : clint ; constance
: connie ; cornelia : nelia nell corny ; cornelius : con neil conny niel ; courtney : court ;
curtis : curt ; cynthia : cindy cyndi ; cyrus : cy ; daniel : dan danny dannie dani ; danielle :
dani danny ; david : dave davy davey dudi dudu dadi ; deborah : deb debbie debby debra ; debra :
deb debbie ; delores : lola dee ; denise : dennie ; dennis : den denny ; dominic : dom nick ;
donald : don donnie donny ; donna : dee ; dorothy : dot dottie dolly dora dodie ; douglas : doug ;
duncan : dunk ; ebenezer : ben eben ; edgar : ed eddie ; edith : edie ; edmund : ed ned ted eddie ;
edward : ed eddie ned ted teddy ward eddy ; edwin : ed eddie ned win ; eleanor : ellie nell nellie
nora ella lenora elaine ; elijah : eli lige ; elizabeth : liz beth betty betsy lizzie eliza bess
bessie libby lisa elsie liza lizzy lilibet ellie elise lily bette ; ella : ellie ; ellen : nell
nellie ellie helen ; emily : em emmy emma millie ; emma : em emmy ; ernest : ernie ; esther : essie
hettie hester ; eugene : gene ; evelyn : eve evie lynn ; ezekiel : zeke ; ferdinand : ferdie fred
bongbong nanding ; florence : flo flossie florrie flora ; frances : fran francie frankie fanny
francie sis ; francis : frank fran frankie franky ; franklin : frank frankie lin ; frederick : fred
freddy freddie rick fritz ; fredrick : fred freddy ; gabriel : gabe gab gabi gabo ; gabrielle :
gabby ella ; genevieve : jenny eve viv ; geoffrey : geoff jeff ; george : georgie jorge ; gerald :
gerry jerry ; geraldine : gerry dina jerry ; gerard : gerry jerry ; gertrude : gertie trudy ;
gilbert : gil bert ; gillian : gill jill gilly ; gordon : gordy don ; grace : gracie ; gregory :
greg gregg ; gwendolyn : gwen wendy ; hannah : nan annie ; harold : hal harry ; harriet : hattie
harry ; harrison : harry ; helen : nell ellen nellie lena ella ; henrietta : etta hettie nettie
hank ; henry : hank harry hal hen ; herbert : herb bert herbie ; herman : manny ; hezekiah : zeke ;
hilary : hil ; horace : horry ; howard : howie ward hal ; hubert : hugh bert hub hubsi ; hugh :
hughie ; humphrey : humph ; ignatius : iggy ; irene : rena ; irving : irv ; isaac : ike zac ;
isabel : bell belle bella izzy tibbie chabela isa bel ; isabella : bella izzy belle ; isadora :
izzy dora ; isidore : izzy ; jackson : jack ; jacob : jake jay jacky ; jacqueline : jackie jacqui ;
jacquelyn : jackie ; james : jim jimmy jamie jem jimmie jimi ; jane : janie jenny janet ; janet :
jan jessie ; janice : jan ; jasmine : jazz ; jason : jay ; jeannette : jean jeanie nettie ;
jefferson : jeff ; jeffrey : jeff geoff ; jennifer : jen jenny jenni jennie ; jeremiah : jerry
jerome ; jeremy : jerry jem ; jerome : jerry ; jessica : jess jessie ; joan : joanie joni ; joanna
: jo joan asia ; joanne : jo ; joel : jo ; john : jack johnny jock jackie johnnie jacky ; johnathan
: jon john ; jonathan : jon jonny john nathan ; joseph : joe joey jos jody sepp beppo ; josephine :
jo josie fina josette fifi ; joshua : josh ; joyce : joy ; judith : judy judi jude ; julia : julie
jule jill ; julian : jule jules ; juliet : julie ; justin : jus ; karen : kari ; katherine : kathy
kate katie kit kitty kay kathie katy kat trina ; kathleen : kathy katie kay kate ; kathryn : kathy
kate katie kat ; kenneth : ken kenny kenn ; kevin : kev ; kimberly : kim kimmy kym ; kristen : kris
kristy ; kristin : kris kristy ; kristina : kris tina kristy ; kristine : kris tina ; lancelot :
lance ; laura : laurie lori lolly ; lauren : laurie ; laurence : larry lon laurie ; lawrence :
larry lon laurie lawrie ; leon : lee leo ; leonard : len lenny leo lennie ; leonora : nora nell ;
leroy : roy lee ; leslie : les lee ; lester : les ; lewis : lew louie ; lillian : lily lil ; linda
: lin lindy lynn ; lionel : leo lon ; lisa : liz ; lois : lola ; loretta : lori etta retta ;
lorraine : lori rain ; louis : lou louie ; louise : lou lulu ; lucas : luke ; lucille : lucy lou ;
lucinda : lucy cindy ; lucretia : lu ; luther : luke ; lydia : lyddy ; lyndon : lindy ; madeline :
maddie mad lena ; magdalena : maggie lena magda leni ; malcolm : mal ; margaret :
maggie meg peggy marge margie greta madge daisy rita peg mag meggie maisie may margo margot ;
marian : mary ; marilyn : mary lynn ; marjorie : marge margie ; marshall : marsh ; martha : marty
mattie patty ; martin : marty mart ; martina : tina ; marvin : marv ; mary : molly polly mae may
mamie mimi minnie moll ; mathew : matt matty ; matilda : tilly mattie maud ; matthew : matt matty
thias ; maurice : maury morris mo ; maureen : mo reenie ; maxine : max ; maximilian : max maxi ;
maxwell : max ; megan : meg ; melanie : mel ; melinda : mel mindy lindy ; melissa : mel missy lissa
; melvin : mel vin ; mercedes : mercy sadie merche meche ; meredith : merry ; michael : mike mick
mickey mikey micky mitch michi michel ; michelle : shelly mickey chelle ; mildred : millie milly ;
miles : milo ; millicent : millie milly ; milton : milt ; minerva : minnie ; miranda : randy mira ;
miriam : mimi mitzi mim ; mitchell : mitch ; monica : monnie mona ; montgomery : monty ; mortimer :
mort morty ; moses : mo moe moss ; muriel : mur ; myron : ron ; nancy : nan nance ; natalie : nat
nattie ; nathan : nat nate ; nathaniel : nat nate nathan natty ; nelson : nels ; nicholas : nick
nicky nico nik cole claas ; nicole : nicky nikki nik cole ; nora : nonie ; norbert : bert norb ;
norman : norm ; octavia : tavia ; oliver : ollie noll ; olivia : liv livvy ollie nollie ; oscar :
ossie cacho ; oswald : ozzy ossie waldo ; pamela : pam pammy ; patricia : pat patty trish tricia
patsy patti trisha pati ; patrick : pat paddy patsy rick packy ; paula : polly ; pauline : polly
paula ; penelope : penny ; percival : percy ; peter : pete petey ; philip : phil pip ; phillip :
phil pip ; phyllis : phyl ; priscilla : cilla prissy ; prudence : prue ; quentin : quent ; rachel :
rae shelly ; ralph : raff ; randall : randy ; randolph : randy dolph ; raphael : raff rafe ;
raymond : ray ; rebecca : becky becca reba beck ; regina : reggie gina ; reginald : reg reggie rex
; reuben : rube ; reynold : ray ; rhoda : rodie ; richard : rick dick rich ricky richie dickie
rickey ricki ; robert : bob bobby rob robbie bert robby robin bobbie dob rab rabbie ; roberta :
bobbie bert robbie ; roderick : rod rick roddy ; rodney : rod ; roger : rodge hodge ; roland :
rollie lanny rolly ; ronald : ron ronnie ronny ; rosalind : roz rosie linda ; rosemary : rose rosie
romy marie ; roxanne : roxie ; rudolph : rudy rolf dolph ; rudolf : rudy dolf rudi ; rufus : rufe ;
russell : russ rusty ; salvatore : sal sally toto turi salvo sasa ; samantha : sam sammy ; samuel :
sam sammy ; sandra : sandy ; sarah : sally sadie sal ; sebastian : seb bastian sebas basti wastl ;
sharon : shari ; sheila : shelly ; shirley : shirl lee ; sidney : sid syd ; sigmund : sig ; silas :
si ; silvester : sly vester ; simon : si ; solomon : sol solly ; sophia : sophie ; sophronia :
frona ; stanley : stan ; stephanie : steph stevie steffi ; stephen : steve stevie steph ; steven :
steve stevie ; stewart : stew stu ; stuart : stu stew ; susan : sue susie suzy sukey ; susanna :
sue susie anna ; susannah : sue susie hannah ; suzanne : sue suzy ; sylvester : sly ; sylvia : syl
; tabitha : tabby ; tamara : tammy toma ; terence : terry ; teresa : terry tess tessa tracy tere
teresina ; thaddeus : thad tad ; theodora : dora theo ; theodore : ted teddy theo ; theresa : terry
tess tessa tracy tessie ; thomas : tom tommy thom tommie tommi ; timothy : tim timmy ; tobias :
toby ; tracy : trace ; ursula : ursie ; valentina : val valya valia ; valerie : val ; vanessa :
nessa ; veronica : ronnie vonnie roni vero ; victor : vic vick vito ; victoria : vicky vickie tori
vic ; vincent : vin vinny vince vinnie ; virginia : ginny ginger virgie gina ; vivian : viv vi ;
wallace : wally ; walter : walt wally wat walti ; wendy : wen ; wesley : wes ; wilfred : will fred
wilf ; wilhelmina : mina willa minnie billie wilma ; willard : will ; william : bill billy will
willie willy liam wil bela ; wilma : billie ; winfred : fred win ; winifred : winnie freda win ;
winston : win ; woodrow : woody ; yvonne : vonnie ; zachariah : zach zack ; zachary : zach zack zak
; zebulon : zeb lon ; aleksandr oleksandr alexander aliaksandr : sasha shura sanya sania sasko oles
alik aleksha saniok ; aleksandra oleksandra alexandra : sasha shura sanya ; aleksandar : aca sasa
aleks ace ; aleksei oleksii alexey aleksey : alyosha alesha lyosha lesha alyoshka olesha lyokha ;
anatoly : tolya tolik tolia ; andrei andriy : andryusha andryukha dyusha ; anna hanna anne : anya
anyuta nyura anechka asya nyusha hania anka ; anastasia : nastya asya stasya nastia ; anton :
antosha tosha ; antonina : tonya tosya ; arkady : arkasha ; artem : tyoma tema artyomka ; boris :
borya boria borka ; bogdan : bodya danya ; vadim : vadik dima ; valentin : valya valik ; valery :
valera valerka ; valeria : lera valya ; vasily vasyl : vasya vasia vaska ; vera : verochka ; viktor
victor : vitya vitia vityok ; viktoria victoria : vika vita ; vitaly : vitalik vitya ; vladimir
volodymyr uladzimir : volodya vova vovka volodia vladi vlad vovochka vladya ; vladislav : vlad
vladik slava ; vsevolod : seva ; vyacheslav : slava slavik ; gennady : gena genka ; georgy : gosha
zhora goga egor gera ; georgi : gosho joro ; grigory : grisha gricha ; daniil danylo : danya danila
danik ; daria : dasha dashka ; dmitry dmytro dzmitry : dima mitya dimka mitka dimon ; evgeny yevhen
: zhenya jenya genya zheka ; evgenia : zhenya ; ekaterina kateryna catherine : katya katia katyusha
katka katiusha ; elena olena yelena : lena alyona lenochka alena ; elizaveta : liza lizka ; igor
ihor : gosha igoryok ; ivan : vanya vania vanka vanyusha ivo ; ilya : ilyusha ilyukha ; inna :
innochka ; irina : ira irka irisha ; iosif : osya yosya soso ; kirill kyrylo : kirya kiryusha ;
konstantin kostiantyn : kostya kostia kotya ; ksenia : ksyusha ksenya ; larisa : lara lora ; leonid
: lyonya lenya lionya ; lev : lyova leva ; lyubov : lyuba liuba ; lyudmila : lyuda mila lucia
lyusya luda ; maria mariya : masha marusya manya masa marichka mania marusia ; marina : marinka
rina ; margarita : rita margo mago marga ; maksim maxim : max maks ; mikhail mykhailo : misha
mishka mischa mikha ; nadezhda : nadya nadia nadyusha ; natalia : natasha nata tasha natalka
natusya ; nikita : nikitka nik ; nikolai mykola : kolya kolia nikolasha kolka nick ; nina :
ninochka ; oleg oleh : olezhka ; olga olha : olya olia olenka ; pavel pavlo : pasha pavlik pavlusha
pasha ; petr petro : petya petia petka ; polina : polya ; roman : roma romka ; ruslan : rusik ;
svetlana svitlana : sveta lana svetka ; sergey sergei serhii : seryozha seriozha serega serzh
seryoga seryi ; semyon : syoma sema ; stanislav : stas slava stasik ; stepan : styopa stepa ;
tatiana tetiana : tanya tania tanyusha tata ; timofey : tima timosha ; fedor : fedya fedia ; yuri :
yura yurka yurik iura jura ; yulia : yulya yulka julia ; yakov : yasha ; yaroslav : slava yarik
yasha ; zinaida : zina ; galina halyna : galya halya galia ; rostislav : slava rostik ; svyatoslav
: slava ; ramzan : ramz ; eduard : edik ; ruben : rubik ruby ; vagit : vaga ; magomed : maga ;
murad : muradik ; jan : janek jas janko jasiu honza jenda ; stanislaw : staszek stas ; wladyslaw :
wladek ; kazimierz : kazik ; jerzy : jurek ; zbigniew : zbyszek ; tadeusz : tadek ; andrzej :
andrzejek jedrek ; krzysztof : krzys krzysiek ; piotr : piotrek piotrus ; pawel : pawelek ; tomasz
: tomek ; marek : mareczek ; michal : michalek misiek ; jozef : jozek joska ; franciszek : franek ;
henryk : heniek ; ryszard : rysiek ; malgorzata : gosia malgosia ; katarzyna : kasia kaska ;
agnieszka : aga ; elzbieta : ela elka ; jakub : kuba ; aleksander : olek alek ; wojciech : wojtek ;
grzegorz : grzesiek ; jiri : jirka ; josef : pepa jozka sepp seppl jupp pepi ; frantisek : franta ;
vaclav : vasek ; zdenek : zdenda ; milan : milanek ; josip : joza pepi ; dragan : gagi ; milorad :
mile ; slobodan : sloba boba ; radovan : rade raso ; zeljko : zele ; stjepan : stipe ; nikola :
nidzo kole ; petar : pero pera petko ; dimitar : mitko ; todor : tosho ; stefan : stefcho stevo ;
ljubisa : ljuba ; istvan : pista ; laszlo : laci ; ferenc : feri ; sandor : sanyi ; jozsef : joska
jozsi ; janos : jancsi jani ; gyorgy : gyuri ; zoltan : zoli ; mihaly : misi ; ion : ionel ionut
nelu ; gheorghe : gica gigi ; constantin : costel costi titi ; nicolae : nicu nae ; vasile : vasi ;
alexandru : alex sandu ; elena : ileana lenuta ; dimitrios : mitsos dimitris ; konstantinos :
kostas costas dinos ; georgios : giorgos yorgos ; ioannis : yannis giannis ; nikolaos : nikos ;
panagiotis : panos takis ; emmanouil : manolis ; evangelos : vangelis ; athanasios : thanasis sakis
; spyridon : spyros ; charalampos : babis haris ; stavros : stavrakis ; anastasios : tasos ;
michail : michalis ; vasileios : vasilis ; jose : pepe chepe pepito ; josefa : pepa pepita fina ;
josefina : pepa fina ; francisco : paco pancho curro paquito kiko frasco quico chico cisco franco ;
francisca : paca paqui pancha ; ignacio : nacho ; jesus : chucho chuy chus suso ; manuel : manolo
manu manny meme manolito lolo ; manuela : manoli lola ; maria : mari maruja mariquita mia marita
mariuccia ; guadalupe : lupe lupita ; dolores : lola loli lolita ; concepcion : concha conchita ;
rosario : charo chayo ; pilar : pili ; consuelo : chelo ; enrique : quique kike ; eduardo : lalo
edu ; guillermo : memo guille willy ; alberto : beto tito ; roberto : beto robe tito robi ;
norberto : beto ; humberto : beto ; rafael : rafa fallo ; antonio : tono tonio toni tonito tonino
totonno nino ; juan : juancho juanito ; luis : lucho luisito ; carlos : carlitos charly ; fernando
: nando fer ; gonzalo : chalo ; gregorio : goyo ; jorge : coque ; joaquin : quino joaco chimo ;
pedro : perico pedrito ; pablo : pablito ; ramon : moncho ; ricardo : richi cayo ; rodolfo : fito
rudy ; adolfo : fito dolfo ; salvador : chava salva ; santiago : santi chago ; sergio : checo ;
vicente : chente ; alejandro : alex jandro ale sandro ; alejandra : ale sandra ; alfonso : poncho
fonso ; alfredo : fredo fredy ; arturo : turo ; cristobal : tobal ; diego : dieguito ; ernesto :
neto che ; felipe : pipe ; gerardo : lalo gera ; gustavo : gus tavo ; hector : tito ; hilario :
layo ; isidro : chilo ; javier : javi ; julio : julito ; leonardo : leo nardo ; leopoldo : polo ;
lorenzo : lencho enzo renzo ; marcelo : chelo ; mauricio : mau ; miguel : micky migue ; nicolas :
nico ; octavio : tavo ; rogelio : roge ; tomas : tomasito ; beatriz : bea betty ; catalina : cata ;
cristina : cris ; graciela : chela ; susana : susi ; gabriela : gabi ; joao : joaozinho janjao ;
luiz : lula ; ana : aninha ; joaquim : quim quincas ; sebastiao : tiao ; raimundo : mundo ;
severino : bino ; giuseppe : beppe peppe pino peppino beppino ; giovanni : gianni nino vanni ;
francesco : franco ciccio cecco checco ; domenico : mimmo ; vincenzo : enzo ; luigi : gino gigi ;
pietro : piero pierino ; alessandro : sandro ale ; giacomo : mino ; michele : miki ; gaetano : tano
; calogero : lillo ; matteo : teo ; bernardo : binnu ; leoluca : luchino ; raffaele : lello ;
gennaro : rino ; ferdinando : nando ; caterina : rina ; hans : hansi ; johann : hans hannes ;
johannes : hans hannes jan jannes johan joop ; friedrich : fritz fritzi frieder ; heinrich : heinz
heini hinz ; georg : schorsch jorg ; karl : kalle karli ; wilhelm : willi willy helmi ; ludwig :
lutz ; matthias : hias matze ; christoph : stoffel ; andreas : andi anderl ; nikolaus : klaus niki
; klaus : klausi ; wolfgang : wolf wolfi ; elisabeth : lisa sissi lisl elsa elli betti liesel else
ilse ; katharina : kathi kati trine kaethe kathe ; margarete : grete gretel greta rita gretchen ;
johanna : hanna hanne ; franziska : franzi ; gertrud : trude ; ulrich : uli ; ulrike : uli ;
gottfried : friedl ; siegfried : siggi ; dietrich : dieter ; jacobus : jaap koos ; hendrik : henk
hein rik ; pieter : piet ; cornelis : kees cor ; willem : wim ; adrianus : adri ad ; gerardus :
gerard geert ; petrus : piet peter ; antonius : ton toon teun ; francois : fanfan ; jacques :
jacquot jacky ; dominique : dom ; philippe : phil ; frederic : fred ; jean : jeannot ; lars : lasse
; nils : nisse ; erik : jerker ; mohammed muhammad mohamed : mo moe hamada momo hamoudi hama ;
ahmed : hamada ahmo ; mahmoud : hamoudi ; yusuf : jojo joe youss ; ibrahim : hima brahim ; abdullah
: abdi abdu aboud abood ; abdulrahman : abdi abdou abood rahmi ; abdulaziz : azzouz aziz ;
abdulkarim : karim ; abdulkadir : kader ; mustafa : mus safa tafa ; ismail : ismo ; suleyman : sulo
; mehmet : memo ; hassan : hassouna hasso ; hussein : hussi ; fatima : fatma fatou ; khalid :
khaloud ; osama : samsam ; zaynab : zuzu ; hamid : hamidou ; gholamreza : reza ; alireza : reza ali
; mohammadreza : reza ; hamidreza : hamid reza ; rajendra : raju ; rajesh : raju raj ; vijay : viju
; krishna : kittu kanha ; ramesh : ramu ; kamala : kamu ; dawood : daud ; yitzhak : itzik izik ;
moshe : moishe moti ; yosef : yossi ; avraham : avi abie ; shlomo : shlomi ; binyamin : bibi beni
benny ; yaakov : kobi yankel ; shimon : shimi ; shmuel : muli ; eliyahu : eli ; menachem : mendel
meni ; mordechai : motti ; yehuda : yudi ; haim : haimke ; giorgi : gia gogi ; mikheil : misha
misho ; vakhtang : vato vaho ; irakli : ika ; zurab : zura ; davit : dato ; aleksandre : sandro ;
levan : leo ; ioseb : soso ; tengiz : tengo ; nikoloz : nika kolya ; jonas : jonelis ; juozas :
juozelis ; antanas : antanelis ; augusto : tuto ; hernando : nando ; armando : mando ; edgardo :
egay ; reynaldo : naldo rey ; rodrigo : rody digong rod ; corazon : cory ; benigno : ninoy noynoy ;
jejomar : jojo ;
)";

}  // namespace pelf::match
