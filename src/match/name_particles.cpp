// SPDX-License-Identifier: Apache-2.0
#include "match/name_particles.hpp"

#include <algorithm>

#include "match/word_table.hpp"

namespace pelf::match {
namespace {

/// KINDS OMISSION : WORD ... ; one record for one particle in all its spellings. KINDS are letters
/// in the order of ParticleKind: a n k s b c h g w. OMISSION is f free, c costly, a another.
constexpr std::string_view kParticles = R"(
a f : al el ul il as ash ad adh an ar at ath az aal ud ur us ush un ed esh es ech ez er ; n c : bin
ibn ben bn ibni ibne ebn ; n c : bint binti binte bent bnt ibnat ; n c : ould wuld uld wald walad ;
n c : oglu ogly oglou uulu uly ogli ugli ughli ; n c : kyzy kizi qizi gizi kizy qyzy ; n c : zadeh
zade zada ; n c : anak ; n c : putra ; n c : putri ; n c : ap verch ferch ; n c : mac mc ; n c :
nic ; n c : fitz ; n c : bar ; n c : bat ; k a : abu abou abi aboo abo aba bu ; k a : umm um oum
umma oumm ; s a : abd abdul abdel abdoul abdal abdol abdool abdur abdus abdun abdush ; b f : de ; b
f : da ; b f : do ; b f : dos ; b f : das ; b f : du ; b f : des ; b f : del ; b f : della ; b f :
dello ; b f : dei ; b f : degli ; b f : delle ; b f : dal ; b f : dalla ; b f : di ; b f : d ; bw f
: la ; bw f : le ; bw f : las ; bw f : los ; bw f : les ; bw f : lo ; b f : van vande vanden ; b f
: von vom ; b f : der ; b f : den ; b f : ter ; b f : ten ; b f : te ; b f : zu zum zur ; b f : auf
; b f : op ; b f : av ; b f : af ; b f : t ; b f : het ; b f : in ; b f : santa ; b f : san ; c f :
and und et y e i en ve va wa og och ja ; h f : mr mister monsieur mssr herr senor sig signor don
dom bay gospodin ; h f : mrs missus madame mme frau senora signora sra dona hanim gospozha ; h f :
ms miss mlle mademoiselle senorita fraulein fraeulein ; h f : sir ; h f : dame ; h f : lord ; h f :
lady ; h f : dr doctor doktor dott dottore dra doctora duktur tabib ; h f : prof professor
professeur profesor profesora professore ustad ustadh ostad ustaz ; h f : ing ingeniero ingeneur
dipl_ing eng engr engineer muhandis mohandes mohandis inzh ; h f : lic licenciado licenciada licda
; h f : adv advocate avv avvocato abogado ; h f : arq ; h f : rev reverend revd ; h f : father
padre pater ; h f : bishop ; h f : archbishop ; h f : cardinal ; h f : pope ; h f : rabbi rav ; h f
: patriarch ; h f : metropolitan ; h f : hon honorable honourable ; h f : excellency ; h f :
highness ; h f : majesty ; h f : sheikh shaikh shaykh sheik shaik cheikh cheik shekh sheykh chaykh
seyh sheij ; h f : haji hajji hadji haj hajj hadj al_haj alhaj alhaji alhadji haci haaji hagi elhaj
elhadj hajiya ; h f : mullah mulla molla mullo mola ; h f : maulavi mawlawi maulvi mawlavi molvi
moulvi mowlavi maulawi moulavi ; h f : maulana mawlana moulana mowlana molana mevlana ; h f :
sayyid sayed sayyed seyed seyyed sayid syed saiyid seyid seyyid sidi ; h f : hujjat hojjat
hujjatulislam hojatoleslam hojjatoleslam hujatolislam hojjatolislam hojatolislam ; h f : ayatollah
ayatullah ayatolah ; h f : imam emam ; h f : khwaja khawaja ; h f : mufti ; h f : qari qaari ; h f
: hafiz hafez hafidh ; h f : qazi qadi ; h f : akhund akhond akhound ; h f : ulema allama allamah ;
h f : sardar sirdar ; h f : emir ; h f : prince principe prinz knyaz ; h f : princess princesa ; h
f : king ; h f : queen ; h f : duke ; h f : nawab ; h f : pasha ; h f : bey ; h f : effendi efendi
; h f : aqa ; h f : begum ; h f : khanum ; h f : sri shri shree ; h f : smt shrimati ; h f : pandit
; h f : swami ; h f : guru ; h f : daw ; h f : datuk dato datuk_seri datin ; h f : tun ; h f :
tengku tunku ; h f : ustazah ; h f : kyai ; h f : tuan ; h f : gen general generale generaal
jeneral ; h f : lt lieutenant leutnant teniente leytenant ; h f : ltgen ; h f : maj major ; h f :
majgen ; h f : brig brigadier ; h f : col colonel coronel oberst polkovnik aqid albay ; h f : ltcol
; h f : capt captain capitan kapitan hauptmann naqib ; h f : sgt sergeant sargento ; h f : cpl
corporal ; h f : adm admiral almirante ; h f : vadm ; h f : cdr cmdr commander comandante komandir
qaid ; h f : comdt commandant kommandant ; h f : commodore ; h f : marshal mariscal ; h f :
president presidente praesident prasident prezident rais raees ; h f : vice ; h f : minister
ministre ministro ; h f : premier ; h f : governor gobernador ; h f : senator senador ; h f :
deputy ; h f : ambassador ; h f : judge justice ; h f : chief ; h f : chairman ; h f : director ; h
f : comrade tovarishch ; h f : late ; h f : martyr ; h f : esq esquire ; h f : phd ; h f : mba ; h
f : obe ; h f : kcmg ; h f : nee ; h f : aka alias ; g c : jr junior jnr filho hijo ; hg c : sr
senior snr ; g c : fils ; g c : pere ; g c : elder ; g c : younger ; w f : the ; w f : of ; w f :
for ; w f : at ; w f : by ; w f : on ; w f : to ; w f : with ; w f : from ; w f : a ; w f : fur
fuer ; w f : pour ; w f : para ; w f : por ; w f : per ; w f : pri ; w f : pod ; w f : po ; w f :
na ; w f : v ; w f : s ; w f : im ; w f : am ; w f : dem ; w f : die ; w f : au ; w f : aux ; w f :
l ; w f : os ; w f : o ; w f : em ; w f : nas ; w f : nos ; w f : li ; w f : fi ; w f : ila ;
)";

constexpr std::string_view kKindLetters = "anksbchgw";
constexpr std::string_view kOmissionLetters = "fca";

/// value: kinds in bits 0 to 15, omission in 16 and 17, the record's number above.
constexpr std::uint32_t kOmissionShift = 16;
constexpr std::uint32_t kRecordShift = 18;

constexpr auto kTable = [] {
    WordTable<2048> table;
    TableReader reader(kParticles);
    std::uint32_t record = 0;
    for (std::string_view kinds = reader.next(); !kinds.empty(); kinds = reader.next()) {
        std::uint32_t value = ++record << kRecordShift;
        for (const char c : kinds) value |= 1U << kKindLetters.find(c);
        value |= static_cast<std::uint32_t>(kOmissionLetters.find(reader.next()[0]))
                 << kOmissionShift;
        reader.next();  // The colon.
        for (std::string_view word = reader.next(); word != ";"; word = reader.next()) {
            table.add(word, value);
        }
    }
    return table;
}();

}  // namespace

std::optional<Particle> particle(std::string_view word) {
    std::uint32_t kinds = 0;
    std::uint32_t omission = 0;
    kTable.for_each(word, [&](std::uint32_t value) {
        kinds |= value & 0xffffU;
        omission = std::max(omission, value >> kOmissionShift & 3U);
    });
    if (kinds == 0) return std::nullopt;
    return Particle(static_cast<std::uint16_t>(kinds), static_cast<Omission>(omission));
}

bool same_particle(std::string_view a, std::string_view b) {
    bool same = false;
    kTable.for_each(a, [&](std::uint32_t one) {
        kTable.for_each(b, [&](std::uint32_t other) {
            same = same || one >> kRecordShift == other >> kRecordShift;
        });
    });
    return same;
}

}  // namespace pelf::match
