# SPDX-License-Identifier: Apache-2.0
"""What BSA E-Filing takes as a SAR, written down from FinCEN's schema (EFL_SARXBatchSchema 1.2) and its user guide: a
second reader for tests, which shares nothing with the writer. Standard library only."""
import re
import xml.etree.ElementTree as ElementTree

NAMESPACE = "{www.fincen.gov/base}"
FLAG = ("flag",)


def text(most):
    return ("text", most)


DAY, DAY_OF_BIRTH = ("day",), ("birth",)


def code(*values):
    return ("code", values)


PARTY_VALUES = {
    "ActivityPartyTypeCode": (1, 1, code("35", "37", "30", "33", "34", "8", "46", "18", "19", "41")),
    "AdmissionConfessionNoIndicator": (0, 1, FLAG), "AdmissionConfessionYesIndicator": (0, 1, FLAG),
    "AllCriticalSubjectInformationUnavailableIndicator": (0, 1, FLAG), "BirthDateUnknownIndicator": (0, 1, FLAG),
    "BothPurchaserSenderPayeeReceiveIndicator": (0, 1, FLAG), "ContactDateText": (0, 1, DAY),
    "FemaleGenderIndicator": (0, 1, FLAG), "IndividualBirthDateText": (0, 1, DAY_OF_BIRTH),
    "LossToFinancialAmountText": (0, 1, text(15)), "MaleGenderIndicator": (0, 1, FLAG),
    "NoBranchActivityInvolvedIndicator": (0, 1, FLAG), "NoKnownAccountInvolvedIndicator": (0, 1, FLAG),
    "NonUSFinancialInstitutionIndicator": (0, 1, FLAG), "PartyAsEntityOrganizationIndicator": (0, 1, FLAG),
    "PayeeReceiverIndicator": (0, 1, FLAG), "PayLocationIndicator": (0, 1, FLAG),
    "PrimaryRegulatorTypeCode": (0, 1, code("9", "1", "2", "7", "3", "4", "6", "13", "99")),
    "PurchaserSenderIndicator": (0, 1, FLAG), "SellingLocationIndicator": (0, 1, FLAG),
    "SellingPayingLocationIndicator": (0, 1, FLAG), "UnknownGenderIndicator": (0, 1, FLAG),
}
ADDRESS = {
    "CityUnknownIndicator": (0, 1, FLAG), "CountryCodeUnknownIndicator": (0, 1, FLAG), "RawCityText": (0, 1, text(50)),
    "RawCountryCodeText": (0, 1, text(2)), "RawStateCodeText": (0, 1, text(3)),
    "RawStreetAddress1Text": (0, 1, text(100)), "RawZIPCode": (0, 1, text(9)),
    "StateCodeUnknownIndicator": (0, 1, FLAG), "StreetAddressUnknownIndicator": (0, 1, FLAG),
    "ZIPCodeUnknownIndicator": (0, 1, FLAG),
}
IDENTIFICATION = {
    "IdentificationPresentUnknownIndicator": (0, 1, FLAG), "OtherIssuerCountryText": (0, 1, text(2)),
    "OtherIssuerStateText": (0, 1, text(3)), "OtherPartyIdentificationTypeText": (0, 1, text(50)),
    "PartyIdentificationNumberText": (0, 1, text(25)),
    "PartyIdentificationTypeCode": (0, 1, code("1", "2", "4", "5", "6", "7", "9", "10", "11", "12", "13", "14", "28",
                                               "29", "32", "33", "999")),
    "TINUnknownIndicator": (0, 1, FLAG),
}
ACCOUNT_KIND = {"AccountClosedIndicator": (0, 1, FLAG), "PartyAccountAssociationTypeCode": (1, 1, code("5", "7"))}
ACCOUNT = {"AccountNumberText": (0, 1, text(40)), "PartyAccountAssociation": (1, 1, ACCOUNT_KIND)}
RELATIONSHIPS = {
    "AccountantIndicator": (0, 1, FLAG), "ActionTakenDateText": (0, 1, DAY), "AgentIndicator": (0, 1, FLAG),
    "AppraiserIndicator": (0, 1, FLAG), "AttorneyIndicator": (0, 1, FLAG), "BorrowerIndicator": (0, 1, FLAG),
    "CustomerIndicator": (0, 1, FLAG), "DirectorIndicator": (0, 1, FLAG), "EmployeeIndicator": (0, 1, FLAG),
    "NoRelationshipToInstitutionIndicator": (0, 1, FLAG), "OfficerIndicator": (0, 1, FLAG),
    "OtherPartyAssociationTypeText": (0, 1, text(50)), "OtherRelationshipIndicator": (0, 1, FLAG),
    "OwnerShareholderIndicator": (0, 1, FLAG), "RelationshipContinuesIndicator": (0, 1, FLAG),
    "ResignedIndicator": (0, 1, FLAG), "SubjectRelationshipFinancialInstitutionTINText": (0, 1, text(25)),
    "SuspendedBarredIndicator": (0, 1, FLAG), "TerminatedIndicator": (0, 1, FLAG),
    "Party": (0, 99, {**PARTY_VALUES, "Address": (1, 1, ADDRESS), "PartyIdentification": (0, 1, IDENTIFICATION)}),
}
PARTY = {
    **PARTY_VALUES,
    "PartyName": (0, 100, {
        "EntityLastNameUnknownIndicator": (0, 1, FLAG), "FirstNameUnknownIndicator": (0, 1, FLAG),
        "PartyNameTypeCode": (1, 1, code("L", "AKA", "DBA")), "RawEntityIndividualLastName": (0, 1, text(150)),
        "RawIndividualFirstName": (0, 1, text(35)), "RawIndividualMiddleName": (0, 1, text(35)),
        "RawIndividualNameSuffixText": (0, 1, text(35)), "RawPartyFullName": (0, 1, text(150))}),
    "Address": (0, 99, ADDRESS),
    "PhoneNumber": (0, 99, {"PhoneNumberExtensionText": (0, 1, text(6)), "PhoneNumberText": (0, 1, text(16)),
                            "PhoneNumberTypeCode": (0, 1, code("F", "M", "R", "W"))}),
    "PartyIdentification": (0, 100, IDENTIFICATION),
    "OrganizationClassificationTypeSubtype": (0, 15, {
        "OrganizationSubtypeID": (0, 1, text(5)),
        "OrganizationTypeID": (1, 1, code("1", "2", "3", "4", "5", "11", "12", "999")),
        "OtherOrganizationSubTypeText": (0, 1, text(50)), "OtherOrganizationTypeText": (0, 1, text(50))}),
    "PartyOccupationBusiness": (0, 1, {"NAICSCode": (0, 1, text(6)), "OccupationBusinessText": (0, 1, text(50))}),
    "ElectronicAddress": (0, 198, {"ElectronicAddressText": (1, 1, text(517)),
                                   "ElectronicAddressTypeCode": (1, 1, code("E", "U"))}),
    "PartyAssociation": (0, 99, RELATIONSHIPS),
    "PartyAccountAssociation": (0, 1, {**ACCOUNT_KIND, "Party": (1, 99, {
        **PARTY_VALUES, "PartyIdentification": (0, 1, IDENTIFICATION), "Account": (0, 99, ACCOUNT)})}),
}
ACTIVITY = {
    "EFilingPriorDocumentNumber": (0, 1, text(14)), "FilingDateText": (1, 1, DAY),
    "FilingInstitutionNotetoFinCEN": (0, 1, text(50)),
    "ActivityAssociation": (1, 1, {
        "ContinuingActivityReportIndicator": (0, 1, FLAG), "CorrectsAmendsPriorReportIndicator": (0, 1, FLAG),
        "InitialReportIndicator": (0, 1, FLAG), "JointReportIndicator": (0, 1, FLAG)}),
    "ActivitySupportDocument": (0, 1, {"OriginalAttachmentFileName": (1, 1, text(150))}),
    "Party": (6, 1203, PARTY),
    "SuspiciousActivity": (1, 1, {
        "AmountUnknownIndicator": (0, 1, FLAG), "CumulativeTotalViolationAmountText": (0, 1, text(15)),
        "NoAmountInvolvedIndicator": (0, 1, FLAG), "SuspiciousActivityFromDateText": (1, 1, DAY),
        "SuspiciousActivityToDateText": (0, 1, DAY), "TotalSuspiciousAmountText": (0, 1, text(15)),
        "SuspiciousActivityClassification": (1, 99, {
            "OtherSuspiciousActivityTypeText": (0, 1, text(50)), "SuspiciousActivitySubtypeID": (1, 1, text(5)),
            "SuspiciousActivityTypeID": (1, 1, code("1", "12", "3", "4", "5", "6", "7", "8", "9", "10", "11"))})}),
    "ActivityIPAddress": (0, 99, {"ActivityIPAddressDateText": (0, 1, DAY),
                                  "ActivityIPAddressTimeStampText": (0, 1, text(8)),
                                  "IPAddressText": (1, 1, text(39))}),
    "CyberEventIndicators": (0, 99, {
        "CyberEventDateText": (0, 1, DAY), "CyberEventIndicatorsTypeCode": (1, 1, text(3)),
        "CyberEventTimeStampText": (0, 1, text(8)), "CyberEventTypeOtherText": (0, 1, text(50)),
        "EventValueText": (1, 1, text(4000))}),
    "Assets": (0, 31, {}), "AssetsAttribute": (0, 396, {}),
    "ActivityNarrativeInformation": (1, 5, {
        "ActivityNarrativeSequenceNumber": (1, 1, code("1", "2", "3", "4", "5")),
        "ActivityNarrativeText": (1, 1, text(4000))}),
}
BATCH = {"FormTypeCode": (1, 1, code("SARX")), "Activity": (1, 1, ACTIVITY)}
ATTRIBUTES = ("TotalAmount", "PartyCount", "ActivityCount", "ActivityAttachmentCount", "AttachmentCount")


def name_of(element):
    return element.tag.removeprefix(NAMESPACE)


def wrong_value(kind, value):
    if kind[0] == "flag":
        return value not in ("Y", "")
    if kind[0] == "code":
        return value not in kind[1]
    if kind[0] == "day":
        return not re.fullmatch(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", value)
    if kind[0] == "birth":
        return not re.fullmatch(r"(19|20)\d\d(0\d|1[0-2])(0\d|[12]\d|3[01])", value)
    return (not value or len(value) > kind[1] or value != value.strip() or re.search(r"[\r\n\t]", value) is not None)


def faults(document):
    """Everything that is wrong with a batch, in words."""
    root = ElementTree.fromstring(document)
    found, numbers = [], []

    def look(element, shape, path):
        if isinstance(shape, tuple):
            if len(element) or wrong_value(shape, element.text or ""):
                found.append(f"{path}: not a value for it: {(element.text or '')[:60]!r}")
            return
        order, counts, last = list(shape), {}, 0
        if element is not root:
            numbers.append(element.get("SeqNum"))
        for child in element:
            name = name_of(child)
            if not child.tag.startswith(NAMESPACE) or name not in shape:
                found.append(f"{path}: has no {child.tag}")
                continue
            if order.index(name) < last:
                found.append(f"{path}/{name}: out of order")
            last = order.index(name)
            counts[name] = counts.get(name, 0) + 1
            look(child, shape[name][2], f"{path}/{name}")
        for name, (least, most, _) in shape.items():
            if not least <= counts.get(name, 0) <= most:
                found.append(f"{path}/{name}: there {counts.get(name, 0)} times")

    if root.tag != NAMESPACE + "EFilingBatchXML":
        found.append("the root is " + root.tag)
    look(root, BATCH, "")
    if None in numbers or len(set(numbers)) != len(numbers):
        found.append("SeqNum missing or twice")
    for name in ATTRIBUTES:
        if not (root.get(name) or "").isdigit():
            found.append(f"the attribute {name} is no number")
    parties = [party for party in root.iter(NAMESPACE + "Party")
               if party.findtext(NAMESPACE + "ActivityPartyTypeCode") == "33"]
    if root.get("PartyCount") != str(len(parties)):
        found.append("PartyCount is not the number of subjects")
    total = sum(int(one.text) for one in root.iter(NAMESPACE + "TotalSuspiciousAmountText"))
    if root.get("TotalAmount") != str(total):
        found.append("TotalAmount is not the sum of amounts")
    if root.get("ActivityCount") != str(len(root.findall(NAMESPACE + "Activity"))):
        found.append("ActivityCount is not the number of activities")
    return found


def known_names(shape=None):
    """All elements that the form has."""
    names = set()
    for name, (_, _, below) in (BATCH if shape is None else shape).items():
        names.add(name)
        if isinstance(below, dict):
            names |= known_names(below)
    return names
