import type { ImportField } from '@shared/contract/imports';

/**
 * Column names by field, in English, German, French, Spanish, Portuguese, Italian and Dutch, as ERPs and accounting programs
 * export them. Written as `headerWords` writes them: lower case, without accents, words separated by one blank.
 */
export const SYNONYMS: Readonly<Record<ImportField, readonly string[]>> = {
  customer_key:
    list(`customer id|customer no|customer number|customer code|customer key|customer account|customer acct|cust id|cust no|cust number|cust num
    |cust code|account no|account number|account id|account code|client id|client no|client number|client code|debtor no|debtor number|debtor id|debtor code|debtor
    |debtor account|bill to no|bill to customer no|bill to id|sold to|sold to party|business partner|bp code|payer|id number|company id|partner id
    |kundennr|kundennummer|kunden nr|kunden nummer|kunden id|kd nr|kdnr|debitor|debitorennr|debitorennummer|debitoren nr|debitor nr|debitorenkonto|konto|kontonummer|personenkonto|geschaftspartner
    |code client|no client|num client|numero client|n client|no de client|numero de client|compte|compte client|code tiers|compte tiers|tiers|id client
    |codigo cliente|codigo de cliente|cod cliente|n cliente|no cliente|numero cliente|numero de cliente|num cliente|id cliente|nif|cuenta|cuenta cliente
    |codigo do cliente|numero do cliente|conta|conta cliente
    |codice cliente|cod cliente|numero cliente|id cliente|conto|conto cliente
    |klantnr|klantnummer|klant nr|klantcode|debiteur|debiteurnr|debiteurnummer|debiteurennummer|relatiecode|relatienummer|klant id`),
  customer_name:
    list(`customer name|invoice partner display name|customer|client name|client|name|company|company name|account name|organization|organisation|debtor name|bill to name|cust name|name 1|partner|partner display name
    |display name|business partner name|sold to name|contact company|account
    |kunde|kundenname|name des kunden|firma|firmenname|debitorname|debitorenname|debitor name|name kunde|geschaftspartnername|kurzbezeichnung|name adressatentyp unternehmen
    |nom|nom client|nom du client|raison sociale|societe|libelle client|intitule|intitule tiers
    |nombre|nombre cliente|nombre del cliente|cliente|razon social|empresa
    |nome|nome cliente|nome do cliente|razao social
    |ragione sociale|denominazione|nome del cliente|intestatario
    |naam|klant|klantnaam|naam klant|bedrijf|bedrijfsnaam|debiteurnaam|debiteur naam|relatie|relatienaam`),
  item_number:
    list(`invoice number|invoice no|invoice num|invoice nr|invoice id|invoice|invoice ref|invoice reference|inv no|inv number|inv id|inv|document number|document no|document id|doc no|doc number|document
    |item number|item no|number|transaction number|transaction no|trans no|reference|ref|bill number|bill no|billing document|voucher no|voucher number|ref number|num|details|assignment
    |rechnungsnr|rechnungsnummer|rechnung nr|rechnung|rechnungs nr|re nr|renr|rg nr|belegnr|belegnummer|beleg nr|beleg|belegfeld 1|belegfeld|op nummer|op nr|opnr|dokumentnummer|externe belegnummer|buchungsbeleg
    |facture|no facture|numero facture|numero de facture|n facture|num facture|no de facture|piece|no piece|numero de piece|n piece|num piece
    |factura|numero factura|numero de factura|n factura|no factura|num factura|documento|numero documento|n documento|no documento
    |fatura|numero da fatura|numero fatura|n fatura|no fatura|numero do documento|nota fiscal|titulo
    |fattura|numero fattura|n fattura|num fattura|nr fattura|n documento|num documento|nr documento
    |factuur|factuurnr|factuurnummer|factuur nr|boekstuknummer|boekstuk|documentnummer`),
  item_type: list(`type|document type|doc type|item type|transaction type|invoice type|trans type|journal
    |belegart|art|dokumentart|typ|buchungsart|vorgangsart|type de piece|type piece|type document|tipo|tipo documento|tipo de documento|tipo doc|soort|documentsoort|boekingssoort`),
  issue_date:
    list(`invoice date|inv date|document date|doc date|issue date|issued|issued on|date issued|date|posting date|transaction date|bill date|billing date|date of invoice|created date|invoiced on|invoiced at|issued at|invoice bill date
    |rechnungsdatum|belegdatum|re datum|rg datum|datum|ausstellungsdatum|buchungsdatum|dokumentdatum|rechnung vom
    |date facture|date de facture|date de facturation|date piece|date de piece|date emission|date d emission|date document
    |fecha factura|fecha de factura|fecha|fecha emision|fecha de emision|fecha documento|fecha de documento
    |data fatura|data da fatura|data de emissao|data emissao|data|data do documento
    |data fattura|data documento|data emissione|data di emissione|data doc
    |factuurdatum|boekingsdatum|boekdatum|documentdatum|datum factuur`),
  due_date:
    list(`due date|due|due on|net due date|date due|invoice due date|payment due date|payment due|maturity date|maturity|due by|due at|baseline due date|pay by
    |falligkeit|falligkeitsdatum|fallig am|fallig|nettofalligkeit|netto falligkeit|falligkeit netto|zahlbar bis|zahlungsziel bis|faelligkeit|faelligkeitsdatum|faellig am|faellig|zahlungsfrist
    |echeance|date echeance|date d echeance|echeance le|date limite|a payer le
    |vencimiento|fecha vencimiento|fecha de vencimiento|vence|fecha vto|vto
    |vencimento|data vencimento|data de vencimento|data do vencimento
    |scadenza|data scadenza|data di scadenza|scad|data scad
    |vervaldatum|vervaldag|vervalt op|betalen voor|uiterste betaaldatum`),
  currency:
    list(`currency|currency code|curr|ccy|cur|document currency|doc currency|invoice currency|transaction currency|currencycode|customer currency|company currency
    |wahrung|waehrung|wkz|wkz umsatz|belegwahrung|devise|code devise|monnaie|moneda|divisa|moeda|valuta|valuta code|valutacode`),
  amount:
    list(`amount|invoice amount|total|total amount|invoice total|gross amount|original amount|amount in local currency|amount in doc curr|amount in document currency|document amount|doc amount|gross|value
    |invoice value|amount due original|line total|total in currency signed|total signed|amount total|total incl tax|grand total|original invoice amount|item amount|amount incl tax|inv amount|amount usd|amount eur|amount gbp
    |betrag|rechnungsbetrag|bruttobetrag|gesamtbetrag|brutto|summe|umsatz|umsatz ohne soll haben kz|betrag brutto|belegbetrag|urspruungsbetrag|ursprungsbetrag|rechnungssumme|betrag in hauswahrung|hauswahrungsbetrag
    |montant|montant ttc|montant facture|total ttc|ttc|montant total|montant initial|montant d origine
    |importe|importe total|importe factura|total factura|monto|importe original
    |valor|valor total|montante|valor da fatura|valor fatura|valor original|valor bruto
    |importo|importo totale|totale|totale fattura|importo fattura|importo originale|totale documento
    |bedrag|factuurbedrag|totaal|totaalbedrag|bedrag incl btw|bedrag incl|oorspronkelijk bedrag`),
  open_amount:
    list(`open amount|amount open|open balance|balance|balance due|amount due|outstanding|outstanding amount|amount outstanding|remaining|remaining amount|unpaid|unpaid amount|residual|residual amount
    |open|balance due amount|amount residual|open amt|due amount|amount remaining|amount due in currency signed|outstanding balance|balance outstanding|invoice balance|open item amount|amount due signed|amount owing|balance owing
    |offener betrag|offen|restbetrag|op betrag|opbetrag|saldo|offener posten|offene summe|noch offen|offener saldo|rest|betrag offen|restforderung|offener rest
    |solde|reste a payer|montant du|restant du|solde du|reste du|montant restant|encours|solde restant
    |pendiente|importe pendiente|saldo pendiente|pendiente de pago|por cobrar
    |em aberto|valor em aberto|saldo devedor|valor pendente|em divida|saldo em aberto|pendente
    |residuo|importo residuo|da pagare|saldo aperto|importo aperto|aperto|da saldare|insoluto
    |openstaand|openstaand bedrag|openstaande bedrag|nog te betalen|openstaand saldo|te betalen`),
  paid_date:
    list(`paid date|date paid|paid on|settled date|settlement date|date settled|clear date|clearing date|cleared date|cleared on|payment date|closed date|date of payment|fully paid on|last payment date
    |bezahlt am|zahlungsdatum|ausgleichsdatum|ausgeglichen am|ausgleich|zahlung am|zahldatum
    |date de paiement|date paiement|paye le|regle le|date reglement|date de reglement
    |fecha de pago|fecha pago|pagado el|fecha de cobro|fecha cobro
    |data de pagamento|data pagamento|data do pagamento|pago em|data liquidacao
    |pagato il|data di pagamento|data saldo|data incasso
    |betaald op|betaaldatum|betalingsdatum|datum betaling|datum betaald`),
  disputed:
    list(`disputed|dispute|in dispute|is disputed|dispute flag|dispute status|strittig|bestritten|reklamation|reklamiert|klarung|klaerung|in klarung|en litige|litige|conteste
    |en disputa|disputado|impugnado|em disputa|contestado|contestato|in contestazione|contestazione|betwist|in geschil|geschil`),
  po_number:
    list(`po number|po no|po|po num|purchase order|purchase order no|purchase order number|customer po|customer po number|customer reference|your reference|order number|order no|purchaseorder|client order ref
    |bestellnummer|bestellnr|bestell nr|kundenbestellnummer|ihre bestellnummer|auftragsnummer|bestellung|ihr zeichen
    |bon de commande|numero de commande|no commande|commande|reference client|pedido|numero de pedido|numero pedido|orden de compra|numero do pedido|ordem de compra
    |ordine|numero ordine|ordine cliente|ordernummer|bestelnummer|inkoopordernummer|uw referentie`),
  terms_days:
    list(`terms|payment terms|terms days|term days|net days|payment term|payment terms days|days net|credit days|credit terms|net terms|invoice payment term
    |zahlungsbedingung|zahlungsbedingungen|zahlungsziel|zahlungsziel tage|ziel|ziel tage|tage netto|netto tage|zahlungskondition
    |conditions de paiement|condition de paiement|delai de paiement|delai|condiciones de pago|condicion de pago|plazo|plazo de pago|dias de credito
    |condicoes de pagamento|prazo|prazo de pagamento|condizioni di pagamento|termini di pagamento|giorni|termini|betalingstermijn|betaaltermijn|betalingsconditie|betaalconditie|krediettermijn`),
  tags: list(
    'tags|tag|labels|label|category|categories|schlagworte|schlagwort|kennzeichen|etiquettes|etiquetas|etichette|trefwoorden',
  ),
  contact_name:
    list(`contact|contact name|contact person|primary contact|attention|attn|contact full name|ap contact|billing contact
    |ansprechpartner|kontakt|kontaktperson|ansprechperson|interlocuteur|nom contact|nom du contact|contacto|nombre contacto|persona de contacto|contato|nome contato|nome do contato
    |contatto|referente|nome contatto|persona di contatto|contactpersoon|naam contactpersoon`),
  role: list(
    'role|contact role|job title|title|function|position|designation|rolle|funktion|fonction|poste|cargo|funcion|funcao|ruolo|funzione|functie|rol',
  ),
  email:
    list(`email|e mail|email address|mail|contact email|e mail address|emailid|customer email|billing email|email recipient|email adresse|e mail adresse|mailadresse|courriel|adresse mail|adresse email
    |correo|correo electronico|endereco de email|correio eletronico|indirizzo email|posta elettronica|e mailadres|emailadres`),
  phone:
    list(`phone|phone number|telephone|tel|telephone number|contact phone|business phone|work phone|phone no|mobile|mobile phone|mobilephone|telefon|telefonnummer|tel nr|rufnummer|mobil|handy
    |numero de telephone|telefono|numero de telefono|telefone|celular|telemovel|numero di telefono|cellulare|telefoon|telefoonnummer|mobiel`),
  payment_reference:
    list(`payment id|payment no|payment number|payment reference|payment ref|receipt no|receipt number|receipt id|receipt|transaction id|transaction reference|bank reference|check number|check no|cheque no|cheque number|remittance
    |zahlungsnummer|zahlungsreferenz|zahlung nr|zahlungsnr|zahlungsbeleg|verwendungszweck|ausgleichsbeleg|reference paiement|reference de paiement|no paiement|numero de paiement|no reglement|reference reglement
    |referencia de pago|referencia pago|numero de pago|numero de recibo|recibo|referencia do pagamento|referencia pagamento|riferimento pagamento|numero pagamento|cro|betalingskenmerk|betalingsreferentie|betalingsnummer`),
  payment_date:
    list(`payment date|date paid|paid on|paid date|receipt date|received on|date received|value date|date of payment|bank date|posting date|payment received|paid at|cleared on|clearing date
    |zahlungsdatum|zahldatum|valuta datum|valutadatum|wertstellung|eingangsdatum|zahlungseingang|zahlungseingang am|bezahlt am|gezahlt am|date de paiement|date paiement|date reglement|date de reglement|date valeur|date d encaissement
    |fecha de pago|fecha pago|fecha de cobro|fecha cobro|fecha valor|data de pagamento|data pagamento|data do pagamento|data recebimento|data valor
    |data di pagamento|data incasso|data valuta|betaaldatum|betalingsdatum|datum betaling|betaald op|valutadatum`),
  payment_amount:
    list(`payment amount|amount paid|paid amount|paid|amount received|received amount|payment|receipt amount|applied amount|amount applied|paid to date|amount paid amount|cash applied
    |zahlbetrag|zahlungsbetrag|gezahlt|bezahlt|gezahlter betrag|bezahlter betrag|betrag bezahlt|eingang|zahlung|montant paye|montant regle|paye|regle|montant encaisse|paiement|reglement
    |importe pagado|pagado|monto pagado|importe cobrado|cobrado|pago|valor pago|montante pago|valor recebido|pagamento|importo pagato|pagato|importo incassato|incassato
    |betaald bedrag|betaald|bedrag betaald|betaling|ontvangen bedrag`),
  payment_method:
    list(`payment method|method|payment type|pay method|mode of payment|payment mode|paid by|tender|zahlungsart|zahlart|zahlweg|zahlungsweise|zahlungsweg|mode de paiement|moyen de paiement|mode de reglement|metodo de pago|forma de pago|medio de pago
    |metodo de pagamento|forma de pagamento|metodo di pagamento|modalita di pagamento|modalita pagamento|betaalwijze|betaalmethode|betalingswijze`),
  country: list(
    'country|country code|billing country|country region|country name|land|landerkennzeichen|landkennzeichen|laenderkennzeichen|pays|code pays|pais|codigo pais|paese|nazione|codice paese|landcode',
  ),
  industry: list(
    'industry|sector|business sector|branche|industrie|wirtschaftszweig|secteur|secteur d activite|industria|setor|ramo|settore|bedrijfstak|sector bedrijf',
  ),
  collector:
    list(`collector|collector name|credit controller|credit manager|ar specialist|responsible collector|sachbearbeiter|mahnsachbearbeiter|debitorenbuchhalter|bearbeiter|zustandig|charge de recouvrement|agent de recouvrement
    |gestor de cobros|gestor de cobro|gestor|cobrador|responsavel de cobranca|gestore credito|addetto al recupero|debiteurenbeheerder|creditcontroller`),
  credit_limit:
    list(`credit limit|credit line|limit|creditlimit|credit limit amount|kreditlimit|kreditlinie|kreditrahmen|limite de credit|plafond|plafond de credit|encours autorise|limite de credito|limite credito|fido|fido concesso|limite di credito
    |kredietlimiet|limiet`),
  payer_type: list(
    'payer type|payment behaviour|payment behavior|zahlertyp|zahlertypus|zahlverhalten|type de payeur|tipo de pagador|tipo pagatore|betalertype|type betaler',
  ),
};

/** Words in a column name that say it holds a forecast, a target or something about the invoice's delivery, never what happened. */
export const NEVER_DATES =
  /\b(expected|predicted|prediction|forecast|target|planned|plan|estimated|estimate|projected|scheduled|promise|promised|promise to pay|next|paperless|reminder|reminded|dunning|last dunning|erwartet|erwartete|erwartetes|erwarteter|geplant|geplante|geplantes|prognose|plandatum|soll|mahndatum|prevu|prevue|prevision|previsto|prevista|esperado|esperada|estimado|estimada|estimated|verwacht|verwachte|gepland|geplande|atteso|attesa)\b/;

function list(text: string): readonly string[] {
  return text.split('|').map((entry) => entry.trim().replace(/\s+/g, ' '));
}

/** A column name as its words: camel case and punctuation split, accents and case taken off ("Fällig_am" → "fallig am"). */
export function headerWords(header: string): string {
  return header
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[#]|№/g, ' no ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
