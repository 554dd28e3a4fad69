// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ftm_schema.hpp"

#include <algorithm>
#include <array>

namespace pelf::ingest {
namespace {

using model::CountryRole;
using model::PartyType;

constexpr std::array<FtmSchema, 66> kSchemata = {{
    {"Address", FtmKind::address, PartyType::unknown},
    {"Airplane", FtmKind::party, PartyType::aircraft},
    {"Article", FtmKind::aside},
    {"Assessment", FtmKind::aside},
    {"Asset", FtmKind::party, PartyType::unknown},
    {"Associate", FtmKind::edge, PartyType::unknown, "person", "associate", "Associate",
     "Associate"},
    {"Audio", FtmKind::aside},
    {"BankAccount", FtmKind::party, PartyType::unknown},
    {"Call", FtmKind::aside},
    {"CallForTenders", FtmKind::aside},
    {"Company", FtmKind::party, PartyType::entity},
    {"Contract", FtmKind::aside},
    {"ContractAward", FtmKind::aside},
    {"CourtCase", FtmKind::aside},
    {"CourtCaseParty", FtmKind::aside},
    {"CryptoWallet", FtmKind::wallet, PartyType::unknown},
    {"Debt", FtmKind::edge, PartyType::unknown, "debtor", "creditor", "Debtor of", "Creditor of"},
    {"Directorship", FtmKind::edge, PartyType::unknown, "director", "organization", "Director of",
     "Has director"},
    {"Document", FtmKind::aside},
    {"Documentation", FtmKind::aside},
    {"EconomicActivity", FtmKind::aside},
    {"Email", FtmKind::aside},
    {"Employment", FtmKind::edge, PartyType::unknown, "employee", "employer", "Employee of",
     "Employer of"},
    {"Event", FtmKind::aside},
    {"Family", FtmKind::edge, PartyType::unknown, "person", "relative", "Family", "Family"},
    {"Folder", FtmKind::aside},
    {"HyperText", FtmKind::aside},
    {"Identification", FtmKind::identification, PartyType::unknown},
    {"Image", FtmKind::aside},
    {"LegalEntity", FtmKind::party, PartyType::unknown},
    {"License", FtmKind::aside},
    {"Membership", FtmKind::edge, PartyType::unknown, "member", "organization", "Member of",
     "Has member"},
    {"Mention", FtmKind::aside},
    {"Message", FtmKind::aside},
    {"Note", FtmKind::aside},
    {"Occupancy", FtmKind::edge, PartyType::unknown, "holder", "post", "Position", "Position"},
    {"Organization", FtmKind::party, PartyType::entity},
    {"Ownership", FtmKind::edge, PartyType::unknown, "owner", "asset", "Owner of", "Owned by"},
    {"Package", FtmKind::aside},
    {"Page", FtmKind::aside},
    {"Pages", FtmKind::aside},
    {"Passport", FtmKind::identification, PartyType::unknown},
    {"Payment", FtmKind::aside},
    {"Person", FtmKind::party, PartyType::person},
    {"PlainText", FtmKind::aside},
    {"Position", FtmKind::position, PartyType::unknown},
    {"Post", FtmKind::aside},
    {"Project", FtmKind::aside},
    {"ProjectParticipant", FtmKind::aside},
    {"PublicBody", FtmKind::party, PartyType::entity},
    {"RealEstate", FtmKind::party, PartyType::unknown},
    {"Representation", FtmKind::edge, PartyType::unknown, "agent", "client", "Represents",
     "Represented by"},
    {"Sanction", FtmKind::sanction, PartyType::unknown},
    {"Security", FtmKind::party, PartyType::unknown},
    {"Similar", FtmKind::aside},
    {"Succession", FtmKind::edge, PartyType::unknown, "predecessor", "successor", "Succeeded by",
     "Successor of"},
    {"Table", FtmKind::aside},
    {"TaxRoll", FtmKind::aside},
    {"Thing", FtmKind::party, PartyType::unknown},
    {"Trip", FtmKind::aside},
    {"UnknownLink", FtmKind::edge, PartyType::unknown, "subject", "object", "Linked To",
     "Linked To"},
    {"UserAccount", FtmKind::party, PartyType::unknown},
    {"Vehicle", FtmKind::party, PartyType::unknown},
    {"Vessel", FtmKind::party, PartyType::vessel},
    {"Video", FtmKind::aside},
    {"Workbook", FtmKind::aside},
}};

constexpr std::array<FtmProperty, 118> kProperties = {{
    {"abbreviation", FtmTake::weak_alias},
    {"accountNumber", FtmTake::identifier, "Account Number"},
    {"address", FtmTake::address},
    {"addressEntity", FtmTake::address_reference},
    {"alephUrl", FtmTake::ignored},
    {"alias", FtmTake::alias},
    {"bank", FtmTake::relation, "Held at", CountryRole::other, "Bank of"},
    {"bic", FtmTake::identifier, "SWIFT/BIC"},
    {"bikCode", FtmTake::identifier, "BIK (RU)"},
    {"birthCountry", FtmTake::country, "", CountryRole::birth},
    {"birthDate", FtmTake::birth},
    {"birthPlace", FtmTake::birth_place},
    {"buildDate", FtmTake::attribute, "Built"},
    {"bvdId", FtmTake::identifier, "BvD ID"},
    {"cageCode", FtmTake::identifier, "CAGE"},
    {"callSign", FtmTake::identifier, "Call Sign"},
    {"cikCode", FtmTake::identifier, "CIK"},
    {"citizenship", FtmTake::country, "", CountryRole::citizenship},
    {"classification", FtmTake::attribute, "Classification"},
    {"country", FtmTake::country, "", CountryRole::other},
    {"createdAt", FtmTake::ignored},
    {"crsNumber", FtmTake::identifier, "CRS Number"},
    {"currency", FtmTake::attribute, "Currency"},
    {"deathDate", FtmTake::attribute, "Died"},
    {"description", FtmTake::remark},
    {"dissolutionDate", FtmTake::attribute, "Dissolved"},
    {"dunsCode", FtmTake::identifier, "DUNS"},
    {"email", FtmTake::attribute, "Email"},
    {"ethnicity", FtmTake::attribute, "Ethnicity"},
    {"fatherName", FtmTake::attribute, "Father's name"},
    {"figiCode", FtmTake::identifier, "FIGI"},
    {"firstName", FtmTake::attribute, "First name"},
    {"flag", FtmTake::country, "", CountryRole::flag},
    {"fnsCode", FtmTake::identifier, "FNS"},
    {"fssCode", FtmTake::identifier, "FSS"},
    {"gender", FtmTake::attribute, "Gender"},
    {"giiNumber", FtmTake::identifier, "GIIN"},
    {"grossRegisteredTonnage", FtmTake::attribute, "Gross Registered Tonnage"},
    {"holder", FtmTake::ignored},
    {"iban", FtmTake::identifier, "IBAN"},
    {"ibcRuc", FtmTake::identifier, "IBC/RUC"},
    {"icaoCode", FtmTake::attribute, "Aircraft Model"},
    {"icijId", FtmTake::identifier, "ICIJ ID"},
    {"idNumber", FtmTake::identifier, "ID No."},
    {"imoNumber", FtmTake::identifier, "IMO"},
    {"incorporationDate", FtmTake::attribute, "Established"},
    {"indexText", FtmTake::ignored},
    {"innCode", FtmTake::identifier, "INN"},
    {"irsCode", FtmTake::identifier, "IRS Number"},
    {"isin", FtmTake::identifier, "ISIN"},
    {"isinCode", FtmTake::identifier, "ISIN"},
    {"issuer", FtmTake::relation, "Issued by", CountryRole::other, "Issuer of"},
    {"jibCode", FtmTake::identifier, "JIB"},
    {"jurisdiction", FtmTake::country, "", CountryRole::jurisdiction},
    {"keywords", FtmTake::attribute, "Keyword"},
    {"kppCode", FtmTake::identifier, "KPP"},
    {"lastName", FtmTake::last_name, "Last name"},
    {"legalForm", FtmTake::attribute, "Legal form"},
    {"leiCode", FtmTake::identifier, "LEI"},
    {"licenseNumber", FtmTake::identifier, "License"},
    {"mainCountry", FtmTake::country, "", CountryRole::other},
    {"mbsCode", FtmTake::identifier, "MBS"},
    {"middleName", FtmTake::attribute, "Middle name"},
    {"mmsi", FtmTake::identifier, "MMSI"},
    {"model", FtmTake::attribute, "Model"},
    {"modifiedAt", FtmTake::ignored},
    {"motherName", FtmTake::attribute, "Mother's name"},
    {"name", FtmTake::name},
    {"nameSuffix", FtmTake::attribute, "Name suffix"},
    {"namesMentioned", FtmTake::ignored},
    {"nationality", FtmTake::country, "", CountryRole::nationality},
    {"notes", FtmTake::remark},
    {"npiCode", FtmTake::identifier, "NPI"},
    {"ogrnCode", FtmTake::identifier, "OGRN"},
    {"okpoCode", FtmTake::identifier, "OKPO"},
    {"operator", FtmTake::relation, "Operated by", CountryRole::other, "Operator of"},
    {"owner", FtmTake::relation, "Owned by", CountryRole::other, "Owner of"},
    {"parent", FtmTake::relation, "Subsidiary of", CountryRole::other, "Parent of"},
    {"passportNumber", FtmTake::identifier, "Passport"},
    {"pastFlags", FtmTake::country, "", CountryRole::former_flag},
    {"pastTypes", FtmTake::attribute, "Former Vessel Type"},
    {"permId", FtmTake::identifier, "PermID"},
    {"pfrNumber", FtmTake::identifier, "PFR"},
    {"phone", FtmTake::attribute, "Phone"},
    {"position", FtmTake::attribute, "Position"},
    {"previousName", FtmTake::previous_name},
    {"program", FtmTake::programme},
    {"programId", FtmTake::programme},
    {"proof", FtmTake::ignored},
    {"publicKey", FtmTake::ignored},
    {"publisher", FtmTake::ignored},
    {"publisherUrl", FtmTake::ignored},
    {"recordId", FtmTake::ignored},
    {"registrationNumber", FtmTake::identifier, "Registration Number"},
    {"registrationPort", FtmTake::attribute, "Port of registry"},
    {"retrievedAt", FtmTake::ignored},
    {"ricCode", FtmTake::identifier, "RIC"},
    {"secondName", FtmTake::attribute, "Second name"},
    {"sector", FtmTake::attribute, "Sector"},
    {"serialNumber", FtmTake::identifier, "Aircraft Manufacturer's Serial Number (MSN)"},
    {"socialSecurityNumber", FtmTake::identifier, "Social Security Number"},
    {"sourceUrl", FtmTake::attribute, "Source"},
    {"status", FtmTake::attribute, "Status"},
    {"subsidiaries", FtmTake::relation, "Parent of", CountryRole::other, "Subsidiary of"},
    {"summary", FtmTake::remark},
    {"swiftBic", FtmTake::identifier, "SWIFT/BIC"},
    {"taxNumber", FtmTake::identifier, "Tax ID No."},
    {"ticker", FtmTake::identifier, "Equity Ticker"},
    {"title", FtmTake::attribute, "Title"},
    {"tonnage", FtmTake::attribute, "Tonnage"},
    {"topics", FtmTake::attribute, "Topic"},
    {"type", FtmTake::attribute, "Type"},
    {"uniqueEntityId", FtmTake::identifier, "UEI"},
    {"vatCode", FtmTake::identifier, "VAT Number"},
    {"voenCode", FtmTake::identifier, "VOEN"},
    {"weakAlias", FtmTake::weak_alias},
    {"website", FtmTake::attribute, "Website"},
    {"wikidataId", FtmTake::identifier, "Wikidata"},
}};

template <class Entry>
constexpr bool by_name(const Entry& entry, std::string_view name) noexcept {
    return entry.name < name;
}

template <class Table>
constexpr bool is_sorted(const Table& table) noexcept {
    return std::is_sorted(table.begin(), table.end(),
                          [](const auto& a, const auto& b) { return a.name < b.name; });
}
static_assert(is_sorted(kSchemata) && is_sorted(kProperties), "found by binary search");

template <class Table>
const typename Table::value_type* find(const Table& table, std::string_view name) noexcept {
    const auto found =
        std::lower_bound(table.begin(), table.end(), name, by_name<typename Table::value_type>);
    return found != table.end() && found->name == name ? &*found : nullptr;
}

}  // namespace

const FtmSchema* find_ftm_schema(std::string_view name) noexcept {
    return find(kSchemata, name);
}

const FtmProperty* find_ftm_property(std::string_view name) noexcept {
    return find(kProperties, name);
}

}  // namespace pelf::ingest
